/// Answer of a subcommand: printed as a whole (``CommandOutput``), or as it is read, where there may be more of it
/// than memory should hold.
protocol CommandAnswer {
  /// Failure to do what was asked, although there is an answer; `nil` for none.
  ///
  /// It gives the exit code, and its sentence goes to standard error.
  var failure: Failure? { get }

  /// Prints it on standard output.
  ///
  /// - Parameters:
  ///   - asJSON: whether it is for a program.
  ///   - console: where it is printed.
  /// - Throws: what is found out while it is printed; then what stands there may not be whole.
  func print(asJSON: Bool, on console: Console) throws(Failure)
}

extension CommandAnswer {
  /// None, unless an answer says so.
  var failure: Failure? { nil }
}

/// Answer, or `nil` for one that has been shown before, of which nothing is printed.
extension Optional: CommandAnswer where Wrapped: CommandAnswer {
  var failure: Failure? { flatMap(\.failure) }

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    try self?.print(asJSON: asJSON, on: console)
  }
}

extension Console {
  /// Prints a part of an answer.
  ///
  /// - Throws: `refused` if not all of it was written.
  func print(_ octets: [UInt8]) throws(Failure) {
    guard say(octets, on: .output) else {
      throw .refused("Standard output takes no more: what was written is not whole.")
    }
  }

  /// Prints lines of an answer.
  func print(_ lines: [String]) throws(Failure) {
    try print(Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// Prints what to do next below an answer, for someone at a terminal.
  func print(hints: [String]) throws(Failure) {
    guard output.isTerminal, !hints.isEmpty else { return }
    try print([""] + hints.map { $0.styled(.faint, in: output) })
  }
}
