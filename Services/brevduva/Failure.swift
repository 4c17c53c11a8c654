import Domain
import Messaging
import Store

/// Failure of a command; each kind has its exit code.
enum Failure: Error, Hashable, Sendable {
  /// Something that was asked for is not there, or the rules forbid it.
  case refused(String)
  /// The command or its environment is not as it should be.
  case usage(String)
  /// A server cannot be reached, or lets nobody in.
  case unreachable(String)
  /// Somebody ended the waiting for something that goes on without it.
  case interrupted(String)

  /// The contract's exit code; of a wait that was ended the shells' own for that.
  var exitCode: Int32 {
    switch self {
    case .refused: 1
    case .usage: 2
    case .unreachable: 3
    case .interrupted: 130
    }
  }

  /// `true` if something is wrong.
  var isError: Bool {
    if case .interrupted = self { false } else { true }
  }

  /// Sentence that says what was wrong, where, and what would be right.
  var sentence: String {
    switch self {
    case .refused(let sentence), .usage(let sentence), .unreachable(let sentence),
      .interrupted(let sentence):
      sentence
    }
  }
}

extension Failure {
  /// Failure of the same kind with another sentence.
  func saying(_ sentence: String) -> Failure {
    switch self {
    case .refused: .refused(sentence)
    case .usage: .usage(sentence)
    case .unreachable: .unreachable(sentence)
    case .interrupted: .interrupted(sentence)
    }
  }
}

extension Failure {
  /// The failure that an error of the broker or of the way to it is.
  init(_ error: AMQPError) {
    switch error {
    case .invalidEndpoint: self = .usage("AMQP_URL: \(error)")
    case .tooLarge, .closed: self = .refused(error.description)
    case .unresolvable, .connectionRefused, .unreachable, .tls, .accessRefused, .noVhost,
      .vhostForbidden, .connectionLost, .heartbeatLost, .timeout, .protocolViolation, .library:
      self = .unreachable(error.description)
    }
  }

  /// The failure that an error of the store is.
  init(_ error: StoreError) {
    switch error {
    case .outage(let sentence), .unusable(let sentence): self = .unreachable(sentence)
    case .conflict, .contention, .superseded:
      self = .refused("The database is busy with the same rows: try again.")
    case .data(let sqlstate, let constraint):
      let rule = constraint.map { ", \($0)" } ?? ""
      self = .refused("The database refuses it (\(sqlstate)\(rule)).")
    }
  }
}

extension Failure {
  /// Failure for an id that nobody has.
  static func noProfile(_ id: ProfileID) -> Failure {
    .refused("There is no profile \(id): brevduva profile find looks for a name or an address.")
  }

  /// Failure for an id that is not in the list of parked messages.
  static func notParked(_ id: ParkedID) -> Failure {
    .refused("There is no parked message \(id): brevduva parked list shows those that wait.")
  }
}
