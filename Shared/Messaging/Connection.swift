/// One connection to a broker with one channel, for one thread.
///
/// Nothing here waits for the peer but what says so. The owner polls ``descriptor``, calls ``next()``
/// until it gives `nil` whenever that is readable, after each question and at least twice in a
/// heartbeat's interval, and makes a new connection after any error that is not
/// ``AMQPError/tooLarge(_:)`` and after ``Event/closed(code:text:)``.
///
/// A connection that consumes and one that publishes should be two: a broker that is short of memory
/// stops reading from those that publish, their acks included.
public struct Connection: ~Copyable {
  private var handle: Handle
  private var assembler: ContentAssembler
  private var consumerTag = ""
  private var confirmsSince: UInt64?
  private var isOpen = true

  /// `true` if the broker has said that it takes no publishes (``Event/blocked(_:)``).
  public private(set) var isBlocked = false

  /// Connects, logs in and opens the channel.
  ///
  /// - Parameters:
  ///   - endpoint: where, and who we are; of several (``Endpoint/list(_:)``) the owner tries each.
  ///   - name: what the broker's operators see.
  ///   - limits: in bytes and time.
  /// - Throws: what stands in the way, each a case of its own.
  public init(
    to endpoint: Endpoint, name: String, limits: Limits = Limits()
  ) throws(AMQPError) {
    handle = try Handle.connected(to: endpoint, name: name, limits)
    assembler = ContentAssembler(bodyLimit: limits.bodyLimit)
  }

  /// The socket, for `poll`, and for a watchdog that ends a hanging call by `shutdown(2)`.
  ///
  /// It stays the same and stays ours until this value is gone, even if the library has closed its
  /// own: whoever keeps the number must forget it before.
  public var descriptor: Int32 { handle.descriptor }

  /// `true` if a message was the last that can be read here: the library refuses its headers, since they are
  /// nested too deep (``Properties/areHeadersTooDeep``).
  ///
  /// Its body is lost to this connection, and ``next()`` gives nothing any more. What was delivered can be
  /// acknowledged; then make a new connection. Don't poll the ``descriptor`` meanwhile.
  public var isCutOff: Bool { assembler.isCutOff }

  /// `true` if the socket takes a fair amount at once, so that a publish would not wait.
  public var hasRoom: Bool { handle.hasRoom }

  /// Returns the next event that has arrived whole, and never waits: `nil` if there is none.
  ///
  /// Sends our heartbeat when it is due.
  /// - Throws: ``AMQPError/heartbeatLost`` if the peer's is overdue, ``AMQPError/connectionLost``.
  public mutating func next() throws(AMQPError) -> Event? {
    try requireOpen()
    do {
      guard let event = try handle.next(&assembler) else { return nil }
      track(event)
      return event
    } catch {
      throw ended(by: error)
    }
  }

  private mutating func track(_ event: borrowing Event) {
    switch event {
    case .blocked: isBlocked = true
    case .unblocked: isBlocked = false
    case .closed: isOpen = false
    case .delivery, .returned, .confirmed, .rejected, .cancelled: break
    }
  }

  /// Starts the consumer of this connection, with a window of unacknowledged deliveries.
  ///
  /// Waits for the answer; deliveries that arrive with it come out of ``next()``.
  /// - Throws: ``AMQPError/closed(code:text:)`` 404 if the queue is not there, 403 if it is not ours.
  public mutating func consume(
    _ queue: String, prefetch: UInt16, tag: String
  ) throws(AMQPError) {
    try ask { handle throws(AMQPError) in
      try handle.consume(queue, prefetch: prefetch, tag: tag)
    }
    consumerTag = tag
  }

  /// Asks for the end of the consumer, without waiting: deliveries may come until
  /// ``Event/cancelled(byServer:)``, and what is unacknowledged stays ours.
  public mutating func cancel() throws(AMQPError) {
    let tag = consumerTag
    try ask { handle throws(AMQPError) in try handle.cancel(tag) }
  }

  /// Acknowledges all deliveries up to a tag.
  public mutating func acknowledge(upTo tag: UInt64) throws(AMQPError) {
    try ask { handle throws(AMQPError) in try handle.acknowledge(upTo: tag) }
  }

  /// Has the broker confirm each publish from here on; waits for the answer.
  public mutating func selectConfirms() throws(AMQPError) {
    try ask { handle throws(AMQPError) in try handle.selectConfirms() }
    confirmsSince = confirmsSince ?? 0
  }

  /// Publishes a message.
  ///
  /// - Parameters:
  ///   - message: what is sent.
  ///   - exchange: where to; the empty name leads to the queue named by the routing key.
  ///   - routingKey: what the exchange goes by.
  ///   - mandatory: whether it comes back (``Event/returned(_:)``) if no queue takes it.
  /// - Returns: its sequence number, counted from 1, which its confirm will name; 0 without confirms.
  /// - Throws: ``AMQPError/tooLarge(_:)``, with nothing sent, if a name has more than 255 bytes or
  ///   the headers don't fit in a frame; ``AMQPError/timeout(_:)``, with nothing sent, if the broker
  ///   takes nothing for ``Limits/sendTimeout``.
  @discardableResult
  public mutating func publish(
    _ message: borrowing Message, exchange: String, routingKey: String, mandatory: Bool = true
  ) throws(AMQPError) -> UInt64 {
    try requireOpen()
    do {
      try handle.publish(
        message, exchange: exchange, routingKey: routingKey, mandatory: mandatory)
    } catch {
      throw ended(by: error)
    }
    guard let last = confirmsSince else { return 0 }
    confirmsSince = last + 1
    return last + 1
  }

  /// Holds publishes back until they fill a packet: call it before a batch, and ``uncork()`` after.
  public mutating func cork() {
    handle.cork()
  }

  /// Sends what ``cork()`` held back.
  public mutating func uncork() {
    handle.uncork()
  }

  /// Says goodbye to the broker, for a second at most.
  ///
  /// What is unacknowledged goes back to its queue, also without this.
  public mutating func close() {
    sayGoodbye()
    isOpen = false
  }

  /// The same for an owner that ends, and can change nothing any more; nothing may be asked afterwards.
  package borrowing func sayGoodbye() {
    guard isOpen else { return }
    if isCutOff { handle.closeUnread() } else { handle.closePolitely() }
  }

  /// Hands the handle to a verb, and keeps in mind if that was the end of the connection.
  mutating func ask<Answer>(
    _ verb: (borrowing Handle) throws(AMQPError) -> Answer
  ) throws(AMQPError) -> Answer {
    try requireOpen()
    do {
      return try verb(handle)
    } catch .protocolViolation(let what) {
      // The answer may lie behind a message whose headers are refused: `next()` will tell.
      throw .protocolViolation(what)
    } catch {
      throw ended(by: error)
    }
  }

  private func requireOpen() throws(AMQPError) {
    guard isOpen else { throw .connectionLost }
  }

  private mutating func ended(by error: AMQPError) -> AMQPError {
    switch error {
    case .tooLarge: break
    case .invalidEndpoint, .unresolvable, .connectionRefused, .unreachable, .tls, .accessRefused,
      .noVhost, .vhostForbidden, .connectionLost, .heartbeatLost, .timeout, .protocolViolation,
      .library, .closed:
      isOpen = false
    }
    return error
  }
}
