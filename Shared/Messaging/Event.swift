/// Event on a connection: something that has arrived.
public enum Event: Sendable {
  /// A message from a queue.
  case delivery(Delivery)
  /// A mandatory message that no queue took; its confirm follows.
  case returned(Returned)
  /// The broker has taken responsibility for a published message, or for all up to it.
  case confirmed(UInt64, multiple: Bool)
  /// The broker could not take a published message, or any up to it: publish them again.
  case rejected(UInt64, multiple: Bool)
  /// The consumer is no more: on our wish, or because its queue is gone or moved.
  case cancelled(byServer: Bool)
  /// The broker is short of something, named in its words, and takes no publishes.
  case blocked(String)
  /// The broker takes publishes again.
  case unblocked
  /// The broker has closed the connection or its channel: nothing more can be done with it.
  case closed(code: Int, text: String)
}
