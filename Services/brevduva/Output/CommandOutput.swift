import Formats

/// Answer of a subcommand, told to a program or to a person.
protocol CommandOutput {
  /// Failure to do what was asked, although there is an answer; `nil` for none.
  ///
  /// It gives the exit code, and its sentence goes to standard error.
  var failure: Failure? { get }

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
  /// None, unless an answer says so.
  var failure: Failure? { nil }

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
      return json.bytes + [UInt8(ascii: "\n")]
    }
    var lines = lines(in: style)
    if style.isTerminal, !hints.isEmpty {
      lines += (lines.isEmpty ? [] : [""]) + hints.map { $0.styled(.faint, in: style) }
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }
}

/// Answer, or `nil` for one that has been shown before, of which nothing is printed.
extension Optional: CommandOutput where Wrapped: CommandOutput {
  var failure: Failure? { flatMap(\.failure) }
  var hints: [String] { self?.hints ?? [] }

  func write(to json: inout JSONWriter) { self?.write(to: &json) }

  func lines(in style: OutputStyle) -> [String] { self?.lines(in: style) ?? [] }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    self?.text(asJSON: asJSON, in: style) ?? []
  }
}
