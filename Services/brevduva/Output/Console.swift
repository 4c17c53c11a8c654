import Domain

/// Output of a command: its standard output and error, with a line of progress for one that takes a
/// while, and a question for one that wants to know.
struct Console: Sendable {
  /// One of the two streams of a process.
  enum Stream: Hashable, Sendable {
    /// Standard output, for answers.
    case output
    /// Standard error, for all else.
    case errors
  }

  /// Style of answers.
  let output: OutputStyle
  /// Style of complaints and progress.
  let errors: OutputStyle
  /// Gives the next line that somebody types; `nil` where nobody can.
  var typed: (@Sendable () -> String)?
  /// Prints, and tells whether all of it was written.
  let write: @Sendable ([UInt8], Stream) -> Bool

  /// Prints at once, before the answer.
  ///
  /// - Returns: whether all of it was written; what is lost of a complaint can be told nowhere else.
  @discardableResult
  func say(_ octets: [UInt8], on stream: Stream) -> Bool {
    write(octets, stream)
  }

  /// Writes over the last line of standard error how far it is, for someone at a terminal.
  func show(progress: String) {
    guard errors.isTerminal else { return }
    say(Array("\r\(progress)\u{1b}[K".utf8), on: .errors)
  }

  /// Prints a line on standard error at once; the progress stands below it.
  func note(_ sentence: String) {
    clearProgress()
    say(Array("\(sentence)\n".utf8), on: .errors)
  }

  /// Asks a question, to which `y` and `yes` agree; all else, the end of the input too, does not.
  func asks(_ question: String) -> Bool {
    guard let typed else { return false }
    say(Array("\(question) [y/N] ".utf8), on: .errors)
    return ["y", "yes"].contains(typed().trimmed.lowercased())
  }

  /// Takes the line about the progress away.
  func clearProgress() { show(progress: "") }
}
