/// Contents of a queue, as the broker answers.
public struct QueueStatus: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Number of messages that are ready in it.
  public var messages: Int
  /// Number of its consumers.
  public var consumers: Int
}

/// Exchanges, queues and bindings: questions that wait for their answer, best asked on a connection
/// of their own.
///
/// What the broker refuses is ``AMQPError/closed(code:text:)``: 404 for what is not there, 406 for
/// what is there with other arguments (the text names the first), 403 for what is not ours. The
/// connection is then closed and must be made anew.
extension Connection {
  /// Declares an exchange; one that is there with the same arguments is left alone.
  public mutating func declareExchange(
    _ name: String, type: String, durable: Bool = true, arguments: [Header] = []
  ) throws(AMQPError) {
    try ask { handle throws(AMQPError) in
      try handle.declareExchange(name, type, passive: false, durable: durable, arguments)
    }
  }

  /// Declares a queue; one that is there with the same arguments is left alone.
  @discardableResult
  public mutating func declareQueue(
    _ name: String, durable: Bool = true, arguments: [Header] = []
  ) throws(AMQPError) -> QueueStatus {
    try ask { handle throws(AMQPError) in
      try handle.declareQueue(name, passive: false, durable: durable, arguments)
    }
  }

  /// Binds a queue to an exchange; again is the same as once.
  public mutating func bind(
    _ queue: String, to exchange: String, routingKey: String, arguments: [Header] = []
  ) throws(AMQPError) {
    try ask { handle throws(AMQPError) in
      try handle.bind(queue, to: exchange, routingKey, arguments)
    }
  }

  /// Asks whether an exchange is there: 404 if not.
  ///
  /// Its type and arguments are not compared.
  public mutating func checkExchange(_ name: String) throws(AMQPError) {
    try ask { handle throws(AMQPError) in
      try handle.declareExchange(name, "direct", passive: true, durable: true, [])
    }
  }

  /// Asks whether a queue is there, and what it holds: 404 if not.
  ///
  /// Its arguments are not compared.
  public mutating func checkQueue(_ name: String) throws(AMQPError) -> QueueStatus {
    try ask { handle throws(AMQPError) in
      try handle.declareQueue(name, passive: true, durable: true, [])
    }
  }

  /// Counts the messages ready in a queue.
  public mutating func messageCount(of queue: String) throws(AMQPError) -> Int {
    try checkQueue(queue).messages
  }

  /// Deletes an exchange with its bindings; one that is not there is no error.
  public mutating func deleteExchange(_ name: String) throws(AMQPError) {
    try ask { handle throws(AMQPError) in try handle.deleteExchange(name) }
  }

  /// Deletes a queue with all it holds, and returns how many messages that was.
  @discardableResult
  public mutating func deleteQueue(_ name: String) throws(AMQPError) -> Int {
    try ask { handle throws(AMQPError) in try handle.deleteQueue(name) }
  }
}
