import Domain
import Messaging
import Threading

/// The broker, for one question after the other: connects to the first endpoint that answers, and
/// again after an answer that closed the connection.
struct Broker: ~Copyable {
  private let endpoints: [Endpoint]
  private var connection: Connection

  /// Connects.
  ///
  /// - Throws: `unreachable` with the reason of each endpoint.
  init(_ endpoints: [Endpoint]) throws(Failure) {
    self.endpoints = endpoints
    connection = try Self.connected(to: endpoints)
  }

  deinit {
    connection.sayGoodbye()
  }

  /// Asks, and connects again if the answer has closed the connection.
  ///
  /// - Returns: `nil` if the broker answered well, else the code and the words of its refusal.
  mutating func ask(
    _ question: (inout Connection) throws(AMQPError) -> Void
  ) throws(Failure) -> Refusal? {
    do throws(AMQPError) {
      try question(&connection)
      return nil
    } catch .closed(let code, let text) {
      connection = try Self.connected(to: endpoints)
      return Refusal(code: code, text: text)
    } catch {
      throw Failure(error)
    }
  }

  /// Publishes a message and waits until the broker keeps it.
  ///
  /// - Throws: `refused` if no queue takes it or the broker will not have it.
  mutating func publish(
    _ message: Message, exchange: String, routingKey: String, within time: Duration = .seconds(30)
  ) throws(Failure) {
    var confirms = Confirms<Void>()
    do throws(AMQPError) {
      try connection.selectConfirms()
      let sequence = try connection.publish(
        message, exchange: exchange, routingKey: routingKey, mandatory: true)
      confirms.note(sequence, messageID: message.properties.messageID, ())
    } catch .closed(let code, let text) {
      throw .refused(Self.unwilling(code, text))
    } catch .tooLarge(let what) {
      throw .refused("The message cannot be sent, too large: \(what).")
    } catch {
      throw Failure(error)
    }
    try wait(for: &confirms, until: .now + time)
  }

  private mutating func wait(
    for confirms: inout Confirms<Void>, until deadline: ContinuousClock.Instant
  ) throws(Failure) {
    var waiter = PollWaiter()
    var settlement: Confirms<Void>.Settlement?
    while settlement == nil {
      guard ContinuousClock.now < deadline else {
        throw .unreachable(
          connection.isBlocked
            ? "The broker takes no messages now: it is short of memory or disk."
            : "The broker has not confirmed the message in time; it may have taken it.")
      }
      while let event = try event() {
        confirms.settle(event) { settlement = $1 }
      }
      if settlement == nil {
        _ = waiter.wait(
          for: connection.descriptor, .readable, until: min(deadline, .now + .seconds(1)))
      }
    }
    try judge(settlement)
  }

  private mutating func event() throws(Failure) -> Event? {
    do throws(AMQPError) {
      let event = try connection.next()
      guard case .closed(let code, let text)? = event else { return event }
      throw AMQPError.closed(code: code, text: text)
    } catch .closed(let code, let text) {
      throw .refused(Self.unwilling(code, text))
    } catch {
      throw Failure(error)
    }
  }

  private func judge(_ settlement: Confirms<Void>.Settlement?) throws(Failure) {
    switch settlement {
    case .confirmed?, nil: return
    case .rejected?:
      throw .refused("The broker could not keep the message: its queue may be full. Try again.")
    case .returned(let returned)?:
      throw .refused(
        "No queue takes messages of the type \(returned.routingKey.visible) "
          + "(exchange \(returned.exchange)): check the type, or run brevduva topology declare.")
    }
  }

  private static func unwilling(_ code: Int, _ text: String) -> String {
    let cure = code == 404 ? " Run brevduva topology declare." : ""
    return "The broker refuses the message: \(code) \(text.visible).\(cure)"
  }

  private static func connected(to endpoints: [Endpoint]) throws(Failure) -> Connection {
    var reasons: [String] = []
    for endpoint in endpoints {
      do throws(AMQPError) {
        return try Connection(to: endpoint, name: "brevduva")
      } catch {
        reasons.append(error.description)
      }
    }
    throw .unreachable(reasons.joined(separator: " "))
  }
}

extension Broker {
  /// What the broker would not do.
  struct Refusal: Hashable, Sendable {
    /// 404 for what is not there, 406 for other arguments, 403 without the right.
    let code: Int
    /// In its words.
    let text: String
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
}
