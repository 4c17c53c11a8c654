package import Formats

/// What a subcommand found or did, told to a program or to a person.
package protocol Answer {
  /// Whether all is as it should be; otherwise the exit code says so as well.
  var verdict: Verdict { get }

  /// Writes the answer as one JSON value, in the contract's shape.
  func write(to json: inout JSONWriter)

  /// The answer as lines, without line breaks.
  func lines(on surface: Surface) -> [String]

  /// The answer as it is printed on standard output.
  func text(asJSON: Bool, on surface: Surface) -> [UInt8]

  /// What to do next, for someone at a terminal; none if there is nothing to do.
  var hints: [String] { get }
}

extension Answer {
  /// Most answers are answers.
  package var verdict: Verdict { .done }
  /// Most leave nothing to do.
  package var hints: [String] { [] }
}

/// How an answer ends the command.
package enum Verdict: Hashable, Sendable {
  /// With exit code 0.
  case done
  /// With the failure's exit code, and its sentence on standard error.
  case failed(Failure)

  /// With exit code 1 and a sentence on standard error.
  package static func refused(_ sentence: String) -> Verdict { .failed(.refused(sentence)) }
}

extension Answer {
  /// Most are printed as JSON or as lines.
  package func text(asJSON: Bool, on surface: Surface) -> [UInt8] {
    standardText(asJSON: asJSON, on: surface)
  }

  /// One line of JSON, or lines with what to do next below them on a terminal.
  package func standardText(asJSON: Bool, on surface: Surface) -> [UInt8] {
    guard !asJSON else {
      var json = JSONWriter()
      write(to: &json)
      return json.bytes + [UInt8(ascii: "\n")]
    }
    var lines = lines(on: surface)
    if surface.isTerminal, !hints.isEmpty {
      lines += (lines.isEmpty ? [] : [""]) + hints.map { $0.inTone(.faint, on: surface) }
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }
}
