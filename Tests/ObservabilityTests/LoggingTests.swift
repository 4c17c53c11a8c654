import Logging
import Observability
import Settings
import TestSupport
import Testing

@Suite("Log")
struct LoggingTests {
  private func logged(
    _ format: LogFormat, level: Logger.Level = .info, _ body: (Logger) -> Void
  ) -> [String] {
    let lines = LoggedLines()
    body(lines.logger(level, format))
    return lines.all
  }

  @Test("Log: a line for people has time, level, program, message and keys in order")
  func text() {
    let lines = logged(.text) { logger in
      logger.warning(
        "Waits and tries again",
        metadata: [LogKeys.server: "postgres", LogKeys.wait: "3 s", LogKeys.reason: "no route"])
    }
    #expect(
      lines == [
        "2026-11-24T17:00:01.007Z WARNING  test: Waits and tries again "
          + "reason=\"no route\" server=postgres wait=\"3 s\"\n"
      ])
  }

  @Test("Log: a line for programs is one JSON object")
  func json() {
    let lines = logged(.json) { $0.info("Started \"now\"", metadata: [LogKeys.httpPort: "8080"]) }
    #expect(
      lines == [
        #"{"time":"2026-11-24T17:00:01.007Z","level":"info","logger":"test","#
          + #""message":"Started \"now\"","http.port":"8080"}"# + "\n"
      ])
  }

  @Test("Log: a key of metadata cannot stand in for a member of the line")
  func reservedKeys() {
    let lines = logged(.json) { $0.info("true", metadata: ["message": "forged", "level": "x"]) }
    #expect(lines.first?.contains(#""message":"true""#) == true)
    #expect(lines.first?.contains(#""metadata.message":"forged""#) == true)
  }

  /// Texts that would end a line, hide a part of it, or turn it round.
  static let hostile = [
    "\n2026-11-24T17:00:02.000Z ERROR    test: forged", "\r\nforged", "\u{1b}[2Kforged", "a\0b",
    "\u{85}forged", "\u{2028}forged", "\u{202e}degrof", "\u{feff}", "\u{7f}",
  ]

  @Test(
    "Log: nothing in a message, key or value makes a line or a control of its own",
    arguments: hostile, LogFormat.allCases)
  func injection(hostile: String, format: LogFormat) {
    let lines = logged(format) { logger in
      logger.info("\(hostile)", metadata: ["key": "\(hostile)", "\(hostile)": "value"])
    }
    #expect(lines.count == 1)
    for line in lines {
      #expect(line.hasSuffix("\n"))
      for scalar in line.dropLast().unicodeScalars {
        let isControl = scalar.properties.generalCategory == .control
        #expect(!isControl && !["\u{2028}", "\u{202e}", "\u{feff}"].contains(scalar))
      }
    }
  }

  @Test("Log: a value with spaces, quotes or equals signs cannot forge a key")
  func forgedKeys() {
    let lines = logged(.text) { $0.info("x", metadata: ["a": "1 b=2", "c": "\" d=\"3", "e": ""]) }
    #expect(lines.first?.hasSuffix(#"x a="1 b=2" c="\" d=\"3" e="""# + "\n") == true)
  }

  @Test("Log: a backslash that was there can be told from one of ours")
  func backslash() {
    let lines = logged(.text) { $0.info(#"a\nb"#) }
    #expect(lines.first?.hasSuffix(#"a\\nb"# + "\n") == true)
  }

  @Test("Log: an endless message is cut", arguments: ["x", "å", "🕊"])
  func endless(letter: String) {
    let lines = logged(.text) { $0.info("\(String(repeating: letter, count: 100_000))") }
    #expect((lines.first?.utf8.count ?? .max) < 2100)
    #expect(lines.first?.hasSuffix("…\n") == true)
  }

  @Test("Log: below the level nothing is written")
  func levels() {
    let lines = logged(.text, level: .warning) { logger in
      logger.info("no")
      logger.error("yes")
    }
    #expect(lines.count == 1)
  }

  @Test("Log: of an error only its type is written")
  func errors() {
    struct Telling: Error, CustomStringConvertible {
      let description = "Key (key)=(asa@x.se) already exists"
    }
    let lines = logged(.text) { $0.error("Failed", error: Telling()) }
    #expect(lines.first?.contains("Telling") == true)
    #expect(lines.first?.contains("asa") == false)
  }

  @Test("Log: what a logger carries is in every line, and the line's own value wins")
  func metadata() {
    let lines = logged(.text) { logger in
      var lane = logger
      lane[metadataKey: LogKeys.lane] = "1"
      lane.info("one")
      lane.info("two", metadata: [LogKeys.lane: "2"])
    }
    #expect(lines.map { $0.hasSuffix("lane=1\n") } == [true, false])
    #expect(lines.last?.hasSuffix("lane=2\n") == true)
  }
}
