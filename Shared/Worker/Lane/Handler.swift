public import Contract
public import Domain

/// A service: the rules by which the messages of its queue are decided.
///
/// They are pure functions; the loop does everything else, once for all services.
public protocol Handler: Sendable {
  /// The rules of its messages.
  associatedtype Rules: MessageDecider where Rules.Message: IncomingMessage
  /// Message that arrives on the service's queue.
  typealias Message = Rules.Message

  /// The rules, as they are configured.
  var rules: Rules { get }
}
