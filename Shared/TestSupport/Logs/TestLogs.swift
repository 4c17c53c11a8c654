package import FoundationEssentials
import Testing

/// Output of programs in tests, kept so that it can be searched for personal data when all tests
/// have run (`Tests/Scripts/scan_logs.py`).
package enum TestLogs {
  /// The folder that `BREVDUVA_TEST_LOGS` names; `nil` if nothing is to be kept.
  package static var folder: URL? {
    ProcessInfo.processInfo.environment["BREVDUVA_TEST_LOGS"].map { URL(filePath: $0) }
  }

  /// Keeps a text in a file of its own, if it is to be kept and there is one.
  package static func keep(_ text: String, as name: String) {
    guard let folder, !text.isEmpty else { return }
    do {
      try Data(text.utf8).write(to: folder.appending(path: "\(name)-\(UUID())"))
    } catch {
      Issue.record("\(name) cannot be kept in \(folder.path): \(error)")
    }
  }
}
