/// Why a command ends without an answer; each kind has its exit code.
package enum Failure: Error, Hashable, Sendable {
  /// What was asked is not there, or the rules forbid it.
  case refused(String)
  /// The command or its environment is not as it should be.
  case usage(String)
  /// A server cannot be reached, or lets nobody in.
  case unreachable(String)

  /// The contract's exit code.
  package var exitCode: Int32 {
    switch self {
    case .refused: 1
    case .usage: 2
    case .unreachable: 3
    }
  }

  /// What was wrong, where, and what would be right.
  package var sentence: String {
    switch self {
    case .refused(let sentence), .usage(let sentence), .unreachable(let sentence): sentence
    }
  }
}
