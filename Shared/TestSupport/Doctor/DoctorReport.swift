import FoundationEssentials
import Testing

/// Report of `brevduva doctor --json`.
package struct DoctorReport {
  /// One thing that was looked at.
  package struct Check: Decodable {
    package let name: String
    /// `ok`, `warning` or `fault`.
    package let state: String
    package let found: String
    /// `nil` for what is as it should be.
    package let cure: String?
  }

  private struct Checks: Decodable {
    let checks: [Check]
  }

  package let exitCode: Int32
  /// All that was printed.
  package let text: String
  package let checks: [Check]

  /// Reads what a run gave, which must have failed exactly if it found a fault.
  package init(exitCode: Int32, output: String, errors: String) throws {
    self.exitCode = exitCode
    text = output + errors
    checks = try JSONDecoder().decode(Checks.self, from: Data(output.utf8)).checks
    try #require((exitCode == 0) == !checks.contains { $0.state == "fault" }, "\(text)")
  }

  /// The check of a name, which must be there once.
  package func check(_ name: String) throws -> Check {
    let found = checks.filter { $0.name == name }
    try #require(found.count == 1, "\(name): \(text)")
    return found[0]
  }
}
