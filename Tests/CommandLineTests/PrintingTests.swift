import Domain
import Testing

@testable import brevduva

/// Printing of answers, on paper.
struct PrintingTests {
  @Test(
    "A letter takes the cells that a terminal gives it",
    arguments: [
      ("Asa", 3), ("Åsa", 3), ("A\u{30a}sa", 3), ("Żółć", 4), ("東京", 4), ("한국", 4), ("👍", 2),
      ("👩‍💻", 2), ("❤️", 2), ("é\u{301}", 1), ("\u{200b}", 0), ("", 0), ("ﬀ", 1), ("Ａ", 2),
    ])
  func width(text: String, cells: Int) {
    #expect(text.cellWidth == cells)
  }

  @Test("Columns stand below each other whatever their letters, numbers to the right")
  func table() {
    var table = Table(["name", "count", "town"], numeric: [1])
    table.add(["Åsa", "7", "Lund"])
    table.add(["Ke\u{301}", "1200", "東京"])
    table.add([Table.Cell(nil), "3", "x"])
    #expect(
      table.lines(in: Shell.pipe) == [
        "NAME  COUNT  TOWN", "Åsa       7  Lund", "Ke\u{301}     1200  東京", "–         3  x",
      ])
  }

  @Test("A table without rows is nothing, not even a heading")
  func empty() {
    #expect(Table(["name"]).lines(in: Shell.terminal).isEmpty)
  }

  @Test("Colours are shown on a terminal that wants them and nowhere else")
  func colours() {
    #expect("x".styled(.bad, in: Shell.colour) == "\u{1b}[31mx\u{1b}[0m")
    #expect("x".styled(.bad, in: Shell.terminal) == "x")
    #expect("x".styled(.bad, in: Shell.pipe) == "x")
    #expect("x".styled(.plain, in: Shell.colour) == "x")
  }

  @Test("Colours do not shift columns")
  func coloursKeepColumns() {
    var table = Table(["a", "b"])
    table.add([Table.Cell("ok", .good), "1"])
    table.add([Table.Cell("failed", .bad), "2"])
    let plain = table.lines(in: Shell.terminal)
    let codes = ["1", "31", "32", "0"].map { "\u{1b}[\($0)m" }
    let coloured = table.lines(in: Shell.colour).map { line in
      codes.reduce(line) { $0.replacing($1, with: "") }
    }
    #expect(coloured == plain)
  }

  @Test(
    "What a message brings cannot steer the terminal, nor hide or turn what is shown",
    arguments: [
      ("\u{1b}[2Jx", "\\u{1b}[2Jx"), ("a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"),
      ("\u{9b}31m", "\\u{9b}31m"), ("\u{202e}es.x", "\\u{202e}es.x"), ("\0", "\\u{0}"),
      ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("\u{feff}x", "\\u{feff}x"),
      ("Åsa Öberg 東京", "Åsa Öberg 東京"),
    ])
  func visible(text: String, shown: String) {
    #expect(text.visible == shown)
    var fields = FieldList()
    fields.add("name", text)
    #expect(fields.lines(in: Shell.pipe) == ["name  \(shown)"])
  }

  @Test(
    "A command that is shown to be copied does nothing but what it says",
    arguments: [
      ("m-1", "m-1"), ("", "''"), ("a b", "'a b'"), ("a'; rm -rf ~ #", #"'a'\''; rm -rf ~ #'"#),
      ("$(x)", "'$(x)'"), ("a\nb", "'a\\u{a}b'"),
    ])
  func shellWord(text: String, word: String) {
    #expect(text.shellWord == word)
  }

  @Test(
    "On a terminal a time says how long ago it was",
    arguments: [
      (0, "just now"), (4, "just now"), (5, "5 s ago"), (99, "99 s ago"), (100, "1 min ago"),
      (5999, "99 min ago"), (6000, "1 h ago"), (172_799, "47 h ago"), (172_800, "2 days ago"),
      (-90, "in 90 s"), (-7200, "in 2 h"),
    ])
  func distance(seconds: Int64, words: String) {
    let time = Timestamp(microseconds: Shell.now.microseconds - seconds * 1_000_000)
    #expect(time.distance(to: Shell.now) == words)
    #expect(time.text(in: Shell.terminal).hasSuffix("Z (\(words))"))
  }

  @Test("Elsewhere a time is RFC 3339 to the second, also before 1970")
  func times() {
    #expect(Shell.now.text(in: Shell.pipe) == "2025-11-24T16:00:00Z")
    #expect(
      Timestamp(microseconds: 1_764_000_000_900_000).text(in: Shell.pipe) == "2025-11-24T16:00:00Z")
    #expect(Timestamp(microseconds: -1).text(in: Shell.pipe) == "1969-12-31T23:59:59Z")
    #expect(
      Timestamp(microseconds: 1_764_000_000_900_001).rfc3339 == "2025-11-24T16:00:00.900001Z")
  }

  @Test(
    "NO_COLOR with any value turns colours off; a pipe never has them",
    arguments: [["NO_COLOR": "1", "TERM": "xterm"], ["TERM": "dumb"], [:], ["TERM": "xterm"]])
  func noColour(environment: [String: String]) {
    for isTerminal in [false, true] {
      let style = OutputStyle(isTerminal: isTerminal, environment: environment, now: Shell.now)
      #expect(style.isTerminal == isTerminal)
      #expect(style.hasColour == (isTerminal && environment == ["TERM": "xterm"]))
    }
  }

  @Test("Messages of a cause that the broker would not take are told reason by reason")
  func obstacles() {
    func sent(_ number: UInt128, _ obstacle: String?) -> ParkedRedelivery.Sent {
      ParkedRedelivery.Sent(
        parkedID: Fixtures.id(number), message: MessageReference(source: "s", id: "m\(number)"),
        obstacle: obstacle)
    }
    var tally = ParkedRedelivery.Tally(
      sent: [sent(1, nil), sent(2, "No room."), sent(3, "No queue."), sent(4, "No queue.")])
    tally.partial = 2
    tally.gone = 1
    #expect(
      ParkedRetryReport(tally: tally, cause: "brokenJSON").lines(in: Shell.pipe) == [
        "4 of the cause brokenJSON sent again.",
        "2 are not kept whole and stay: parked discard takes them away.",
        "1 were taken by somebody else meanwhile.",
        "Not at the broker yet: 2. No queue.", "Not at the broker yet: 1. No room.",
        "They lie in the outbox; the next worker of their queue that reaches the broker sends them.",
      ])
  }
}
