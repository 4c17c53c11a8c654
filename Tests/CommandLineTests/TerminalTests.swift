import Foundation
import Store
import Testing

/// Commands at a real terminal, which script(1) makes.
struct TerminalTests {
  @Test("A watch draws each look over the one before, and Ctrl-C ends it with 0")
  func watch() throws {
    try CLIHarness.use { harness in
      let (process, input, output) = try harness.startAtTerminal("stats --watch 0.1")
      let text = try output.text(until: "Ctrl-C ends it.", times: 3)
      #expect(text.hasPrefix("\u{1b}[H") && text.contains("\u{1b}[J\u{1b}[H"))
      #expect(text.contains("\u{1b}[1mQUEUE\u{1b}[0m"))
      try input.fileHandleForWriting.write(contentsOf: Data([3]))
      _ = try output.fileHandleForReading.readToEnd()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }
  }

  @Test("The retry of a cause shows how far it is, and takes that away at the end")
  func progress() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: (1...3).map { Fixtures.parked("m\($0)", as: $0) }))
      let (process, _, output) = try harness.startAtTerminal("parked retry --cause address.mailto")
      let text = try output.text(until: "sent again.")
      for done in 0..<3 { #expect(text.contains("\rSent again: \(done) of 3\u{1b}[K")) }
      #expect(text.contains("\r\u{1b}[K3 of the cause address.mailto sent again."))
      _ = try output.fileHandleForReading.readToEnd()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }
}

extension Pipe {
  /// Reads until something was shown so often.
  func text(until words: String, times: Int = 1) throws -> String {
    var text = Data()
    while true {
      let shown = String(decoding: text, as: UTF8.self)
      if shown.components(separatedBy: words).count > times { return shown }
      let more = fileHandleForReading.availableData
      try #require(!more.isEmpty, "It ended before it showed \(words): \(shown)")
      text += more
    }
  }
}
