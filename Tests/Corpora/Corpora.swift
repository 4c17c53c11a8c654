public import Foundation
public import Testing

/// The folder of cases that lies beside the checkout, or where `BREVDUVA_CORPORA` says.
///
/// It is no part of the project: what others wrote keeps its own licences. Where it is missing, its tests are skipped.
public enum Corpora {
  /// Says why a test is skipped.
  public static let absence: Comment =
    "No corpora lie beside the checkout; BREVDUVA_CORPORA can name their folder."

  private static let folder: URL =
    ProcessInfo.processInfo.environment["BREVDUVA_CORPORA"].map { URL(filePath: $0) }
    ?? URL(filePath: #filePath).appending(path: "../../../../shared/corpora").standardizedFileURL

  /// `true` if the folder is there.
  public static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path()) }

  /// Returns the octets of a file, by its path in the folder.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: path))
  }

  /// Returns a file of UTF-8 as text, by its path in the folder.
  public static func text(of path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }
}
