import Foundation
import Testing

/// The files of this project that are delivered as they are.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  static func url(_ path: String) -> URL { root.appending(path: path) }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// Finds the texts in a group of a pattern, one for each time that the pattern is found in a
  /// text.
  static func matches(
    of pattern: Regex<(Substring, Substring)>, in text: String
  ) -> [String] {
    text.matches(of: pattern).map { String($0.output.1) }
  }
}

/// A folder that is gone when the test is over.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }  // nothing depends on it any more
  return try body(folder)
}
