import Domain
import TestSupport

@testable import brevduva

/// Runs a command line in this process, printed on a pipe.
enum Shell {
  static let now = Timestamp(microseconds: 1_764_000_000_000_000)
  static let pipe = OutputStyle(isTerminal: false, hasColour: true, now: now)
  static let terminal = OutputStyle(isTerminal: true, hasColour: false, now: now)
  static let colour = OutputStyle(isTerminal: true, hasColour: true, now: now)

  static func result(
    of line: String, _ environment: [String: String] = [:], in style: OutputStyle = pipe
  ) -> Invocation.Result {
    let result = Invocation(
      arguments: line.split(separator: " ").map(String.init), environment: environment,
      console: Console(output: style, errors: style) { _, _ in }
    ).run()
    TestLogs.keep(text(result.errors), as: "brevduva")
    return result
  }

  static func text(_ octets: [UInt8]) -> String {
    String(decoding: octets, as: UTF8.self)
  }
}
