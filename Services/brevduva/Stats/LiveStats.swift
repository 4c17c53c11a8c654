/// Stats that are looked at again and again: each look is shown over the one before on a terminal, below it
/// elsewhere.
struct LiveStats {
  let console: Console
  let asJSON: Bool
  private var earlier: StatsSnapshot?

  /// Begins without a look.
  init(console: Console, asJSON: Bool) {
    self.console = console
    self.asJSON = asJSON
  }

  /// Shows a look, with rates since the one before.
  mutating func show(_ snapshot: StatsSnapshot) {
    let rates = earlier.flatMap { Rates(from: $0, to: snapshot) }
    let report = StatsReport(snapshot: snapshot, rates: rates)
    earlier = snapshot
    let style = console.output.at(snapshot.at)
    if asJSON {
      console.say(report.text(asJSON: true, in: style), on: .output)
    } else if style.isTerminal {
      redraw(report.lines(in: style) + ["", "Ctrl-C ends it.".styled(.faint, in: style)])
    } else {
      console.say(Array((report.line + "\n").utf8), on: .output)
    }
  }

  /// Shows why there is nothing to show; what was counted before is compared with nothing after it.
  mutating func show(_ failure: Failure) {
    earlier = nil
    if console.output.isTerminal && !asJSON {
      redraw([failure.sentence, "", "Ctrl-C ends it; it goes on by itself."])
    } else {
      console.say(Array((failure.sentence + "\n").utf8), on: .errors)
    }
  }

  /// Writes over what stands there, line by line, so that nothing flickers.
  private func redraw(_ lines: [String]) {
    let text = "\u{1b}[H" + lines.map { "\($0)\u{1b}[K\n" }.joined() + "\u{1b}[J"
    console.say(Array(text.utf8), on: .output)
  }
}
