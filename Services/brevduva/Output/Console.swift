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
  let write: @Sendable ([UInt8], Stream) -> Void

  /// Prints at once, before the answer.
  func say(_ octets: [UInt8], on stream: Stream) {
    write(octets, stream)
  }

  /// Writes over the last line of standard error how far it is, for someone at a terminal.
  func show(progress: String) {
    guard errors.isTerminal else { return }
    write(Array("\r\(progress)\u{1b}[K".utf8), .errors)
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
