import Domain
import Foundation
import Synchronization
import TestSupport

@testable import brevduva

/// Runs a command line in this process, printed on a pipe.
enum Shell {
  /// Octets that a command prints before its answer.
  private final class Printed: Sendable {
    private let result = Mutex(Invocation.Result())

    /// The same with an answer behind it.
    func followed(by answer: Invocation.Result) -> Invocation.Result {
      result.withLock {
        Invocation.Result(
          output: $0.output + answer.output, errors: $0.errors + answer.errors,
          exitCode: answer.exitCode)
      }
    }

    func add(_ octets: [UInt8], to stream: Console.Stream) -> Bool {
      result.withLock {
        switch stream {
        case .output: $0.output += octets
        case .errors: $0.errors += octets
        }
      }
      return true
    }
  }

  static let now = Timestamp(microseconds: 1_764_000_000_000_000)
  static let pipe = OutputStyle(isTerminal: false, hasColour: true, now: now)
  static let terminal = OutputStyle(isTerminal: true, hasColour: false, now: now)
  static let colour = OutputStyle(isTerminal: true, hasColour: true, now: now)

  static func result(
    of line: String, _ environment: [String: String] = [:], in style: OutputStyle = pipe,
    typing typed: String? = nil
  ) -> Invocation.Result {
    let printed = Printed()
    var console = Console(output: style, errors: style) { printed.add($0, to: $1) }
    if let typed { console.typed = { typed } }
    let answer = Invocation(
      arguments: line.split(separator: " ").map(String.init), environment: environment,
      console: console
    ).run()
    let result = printed.followed(by: answer)
    TestLogs.keep(text(result.errors), as: "brevduva")
    return result
  }

  /// Runs a test with a file of its own, gone when the test is over.
  static func withFile(
    _ octets: some Sequence<UInt8>, _ body: (String) throws -> Void
  ) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try Data(octets).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }  // nothing depends on it any more
    try body(file.path())
  }

  static func text(_ octets: [UInt8]) -> String {
    String(decoding: octets, as: UTF8.self)
  }
}
