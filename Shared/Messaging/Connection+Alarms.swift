import Threading

/// Answer of a broker to the question whether it takes messages.
public enum BrokerAlarms: Hashable, Sendable {
  /// The broker takes messages.
  case none
  /// The broker takes no messages, since it is short of something, told in its words.
  case raised(String)
  /// The question could not be put, for this reason.
  case unknown(String)
}

extension Connection {
  /// Finds out whether the broker takes messages.
  ///
  /// It tells an alarm only to those who publish: a message without content is sent, with a routing key
  /// that is to lead nowhere, so that the broker drops it. A broker that blocks reads nothing more from
  /// this connection, and one that refuses closes it: ask all else before.
  public mutating func alarms(
    publishingTo exchange: String, routingKey: String, within time: Duration
  ) throws(AMQPError) -> BrokerAlarms {
    do throws(AMQPError) {
      try selectConfirms()
      try publish(Message(body: []), exchange: exchange, routingKey: routingKey, mandatory: false)
      return try alarms(until: .now + time)
        ?? .unknown("no answer within \(time.components.seconds) s")
    } catch .closed(let code, let text) {
      return .unknown("\(code) \(text)")
    }
  }

  /// Finds out whether the broker takes a body of so many bytes; it is sent, and the broker drops it.
  ///
  /// - Returns: `nil` if the broker does not say; nothing more can be asked after anything but `true`.
  public mutating func takes(
    bodyOf size: Int, publishingTo exchange: String, routingKey: String, within time: Duration
  ) throws(AMQPError) -> Bool? {
    do throws(AMQPError) {
      try selectConfirms()
      try publish(
        Message(body: Array(repeating: 0, count: size)), exchange: exchange,
        routingKey: routingKey, mandatory: false)
      return try alarms(until: .now + time) == BrokerAlarms.none ? true : nil
    } catch .closed(let code, _) {
      return code == 406 ? false : nil
    }
  }

  /// Waits for what the broker says to a publish; `nil` if it says nothing in time.
  private mutating func alarms(
    until deadline: ContinuousClock.Instant
  ) throws(AMQPError) -> BrokerAlarms? {
    var waiter = PollWaiter()
    repeat {
      while let event = try next() {
        switch event {
        case .blocked(let reason): return .raised(reason)
        case .confirmed, .rejected: return BrokerAlarms.none
        case .closed(let code, let text): throw .closed(code: code, text: text)
        case .delivery, .returned, .cancelled, .unblocked: break
        }
      }
      _ = waiter.wait(for: descriptor, .readable, until: deadline)
    } while ContinuousClock.now < deadline
    return nil
  }
}
