import Threading

/// A connection that publishes, and waits until the broker answers for what it was given.
///
/// Every message is mandatory: one that no queue takes comes back. After an error the broker may have
/// taken what is unconfirmed or not; connect anew.
public struct ConfirmingPublisher: ~Copyable {
  /// End of a publish.
  public typealias Settlement = OutstandingConfirms<Void>.Settlement

  /// The connection, for questions; what ``Connection/next()`` gives there is not told here any more.
  public var connection: Connection
  private var confirms = OutstandingConfirms<Void>()

  /// Takes a connection, and has the broker confirm each publish.
  public init(_ connection: consuming Connection) throws(AMQPError) {
    try connection.selectConfirms()
    self.connection = connection
  }

  deinit {
    connection.sayGoodbye()
  }

  /// Number of messages that the broker has not answered for yet.
  public var unconfirmed: Int { confirms.count }

  /// Publishes a message and waits for the answer.
  ///
  /// - Returns: how it ended; `nil` if the broker said nothing in time, and may have taken it.
  public mutating func publish(
    _ message: borrowing Message, exchange: String, routingKey: String, within time: Duration
  ) throws(AMQPError) -> Settlement? {
    try send(message, exchange: exchange, routingKey: routingKey)
    var last: Settlement?
    let isAnswered = try settle(until: .now + time) { last = $0 }
    return isAnswered ? last : nil
  }

  /// Publishes a message without waiting for the answer: see ``settle(downTo:until:_:)``.
  ///
  /// Copies of one message id are told apart by nothing but their order.
  public mutating func send(
    _ message: borrowing Message, exchange: String, routingKey: String
  ) throws(AMQPError) {
    let sequence = try connection.publish(
      message, exchange: exchange, routingKey: routingKey, mandatory: true)
    confirms.track(sequence, messageID: message.properties.messageID, ())
  }

  /// Waits until no more than so many messages are unconfirmed.
  ///
  /// - Parameters:
  ///   - count: how many may be.
  ///   - deadline: when waiting ends.
  ///   - settled: told how each message ended that the broker has answered for.
  /// - Returns: whether it came to that in time.
  /// - Throws: ``AMQPError/closed(code:text:)`` if the broker closes the connection, and what
  ///   ``Connection/next()`` throws.
  public mutating func settle(
    downTo count: Int = 0, until deadline: ContinuousClock.Instant,
    _ settled: (Settlement) -> Void
  ) throws(AMQPError) -> Bool {
    var waiter = PollWaiter()
    while true {
      while let event = try connection.next() {
        if case .closed(let code, let text) = event { throw .closed(code: code, text: text) }
        confirms.settle(event) { settled($1) }
      }
      if confirms.count <= count { return true }
      if ContinuousClock.now >= deadline { return false }
      // A second at most, so that heartbeats are served.
      _ = waiter.wait(
        for: connection.descriptor, .readable, until: min(deadline, .now + .seconds(1)))
    }
  }
}
