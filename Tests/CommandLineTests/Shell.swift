import Domain
import TestSupport
import brevduva

/// Runs a command line in this process, printed on a pipe.
enum Shell {
  static let now = Timestamp(microseconds: 1_764_000_000_000_000)
  static let pipe = Surface(isTerminal: false, hasColour: true, now: now)
  static let terminal = Surface(isTerminal: true, hasColour: false, now: now)
  static let colour = Surface(isTerminal: true, hasColour: true, now: now)

  static func ending(
    of line: String, _ environment: [String: String] = [:], on surface: Surface = pipe
  ) -> Invocation.Ending {
    let ending = Invocation(
      arguments: line.split(separator: " ").map(String.init), environment: environment,
      console: Console(output: surface, errors: surface) { _, _ in }
    ).run()
    TestLogs.keep(text(ending.errors), as: "brevduva")
    return ending
  }

  static func text(_ octets: [UInt8]) -> String {
    String(decoding: octets, as: UTF8.self)
  }
}
