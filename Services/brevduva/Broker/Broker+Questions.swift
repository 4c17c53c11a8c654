import Contract
import Messaging
import Threading

/// Whether a broker takes messages.
package enum Alarms: Hashable, Sendable {
  /// It does.
  case none
  /// It does not, since it is short of something; what, in its words.
  case raised(String)
  /// It could not be tried; why.
  case unknown(String)
}

extension Broker {
  /// Asks what a queue holds; `nil` if it is not there, or not for us to ask.
  mutating func status(of queue: String) throws(Failure) -> QueueStatus? {
    var status: QueueStatus?
    _ = try ask { connection throws(AMQPError) in status = try connection.checkQueue(queue) }
    return status
  }

  /// Finds out whether the broker takes messages: it tells an alarm only to those who publish, so a
  /// message without content is sent with a routing key that leads nowhere, and the broker drops it.
  ///
  /// A broker that blocks reads nothing more from this connection: ask all else before.
  mutating func alarms(within time: Duration = .seconds(5)) throws(Failure) -> Alarms {
    var alarms: Alarms?
    let refusal = try ask { connection throws(AMQPError) in
      try connection.selectConfirms()
      try connection.publish(
        Message(body: []), exchange: Exchange.incoming.rawValue, routingKey: "brevduva.doctor",
        mandatory: false)
      alarms = try connection.alarms(until: .now + time)
    }
    if let refusal { return .unknown("\(refusal.code) \(refusal.text)") }
    return alarms ?? .unknown("no answer within \(time.components.seconds) s")
  }
}

extension Connection {
  /// Waits for what the broker says to a publish; `nil` if it says nothing in time.
  fileprivate mutating func alarms(
    until deadline: ContinuousClock.Instant
  ) throws(AMQPError) -> Alarms? {
    var waiter = PollWaiter()
    repeat {
      while let event = try next() {
        switch event {
        case .blocked(let reason): return .raised(reason)
        case .confirmed, .rejected: return Alarms.none
        case .closed(let code, let text): throw .closed(code: code, text: text)
        case .delivery, .returned, .cancelled, .unblocked: break
        }
      }
      _ = waiter.wait(for: descriptor, .readable, until: deadline)
    } while ContinuousClock.now < deadline
    return nil
  }
}
