import Foundation

/// The folder of cases beside the checkout, or where `BREVDUVA_CORPORA` says.
enum Corpora {
  static func text(of path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["BREVDUVA_CORPORA"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/corpora")
    return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }
}
