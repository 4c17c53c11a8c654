/// Looks again and again, and shows each look: over the one before on a terminal, below it elsewhere.
package struct Watch {
  private let console: Console
  private let asJSON: Bool
  private var earlier: Standing?

  /// A watch that has not looked yet.
  package init(on console: Console, asJSON: Bool) {
    self.console = console
    self.asJSON = asJSON
  }

  /// Shows a look, with rates since the one before.
  package mutating func show(_ standing: Standing) {
    let sheet = StandingSheet(standing, rates: earlier.flatMap { Rates(from: $0, to: standing) })
    earlier = standing
    let surface = console.output.at(standing.at)
    if asJSON {
      console.say(sheet.text(asJSON: true, on: surface), on: .output)
    } else if surface.isTerminal {
      redraw(sheet.lines(on: surface) + ["", "Ctrl-C ends it.".inTone(.faint, on: surface)])
    } else {
      console.say(Array((sheet.line(on: surface) + "\n").utf8), on: .output)
    }
  }

  /// Shows why there is nothing to show; what was counted before is compared with nothing after it.
  package mutating func show(_ failure: Failure) {
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
