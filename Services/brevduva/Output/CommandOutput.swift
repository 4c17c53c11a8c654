import Formats

/// Answer of a subcommand that is at hand as a whole, told to a program or to a person.
protocol CommandOutput: CommandAnswer {
  /// Writes the answer as one JSON value, in the contract's shape.
  func write(to json: inout JSONWriter)

  /// The answer as lines, without line breaks.
  func lines(in style: OutputStyle) -> [String]

  /// Hints on what to do next, for someone at a terminal; none if there is nothing to do.
  var hints: [String] { get }

  /// The answer as it is printed on standard output.
  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8]
}

extension CommandOutput {
  /// Prints its text; what is lost of it can be told nowhere else.
  func print(asJSON: Bool, on console: Console) throws(Failure) {
    console.say(text(asJSON: asJSON, in: console.output), on: .output)
  }

  /// None, unless an answer says so.
  var hints: [String] { [] }

  /// The standard text, unless an answer prints another.
  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    standardText(asJSON: asJSON, in: style)
  }

  /// One line of JSON, or lines with what to do next below them on a terminal.
  func standardText(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    guard !asJSON else {
      var json = JSONWriter()
      write(to: &json)
      return json.take().withEscapedLineEnds + [UInt8(ascii: "\n")]
    }
    var lines = lines(in: style)
    if style.isTerminal, !hints.isEmpty {
      lines += (lines.isEmpty ? [] : [""]) + hints.map { $0.styled(.faint, in: style) }
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }
}
