import Domain

/// Where a command is printed, and where one that takes a while tells how far it is.
package struct Console: Sendable {
  /// One of the two streams of a process.
  package enum Stream: Hashable, Sendable {
    /// Standard output, for answers.
    case output
    /// Standard error, for all else.
    case errors
  }

  /// What answers are printed on.
  package let output: Surface
  /// What complaints and progress are printed on.
  package let errors: Surface
  private let write: @Sendable ([UInt8], Stream) -> Void

  /// Describes both surfaces; `write` prints at once.
  package init(
    output: Surface, errors: Surface, write: @escaping @Sendable ([UInt8], Stream) -> Void
  ) {
    self.output = output
    self.errors = errors
    self.write = write
  }

  /// Prints nothing.
  static let silent = Console(
    output: Surface(isTerminal: false, hasColour: false, now: Timestamp(microseconds: 0)),
    errors: Surface(isTerminal: false, hasColour: false, now: Timestamp(microseconds: 0))
  ) { _, _ in }

  /// Prints at once, before the answer.
  func say(_ octets: [UInt8], on stream: Stream) {
    write(octets, stream)
  }

  /// Writes over the last line of standard error how far it is, for someone at a terminal.
  func show(progress: String) {
    guard errors.isTerminal else { return }
    write(Array("\r\(progress)\u{1b}[K".utf8), .errors)
  }

  /// Takes the line about the progress away.
  func clearProgress() { show(progress: "") }
}
