import Contract
import Messaging

/// The broker, for one question after the other: connects to the first endpoint that answers, and
/// again after an answer that closed the connection.
struct BrokerConnection: ~Copyable {
  /// Refusal of the broker.
  struct Refusal: Hashable, Sendable {
    /// 404 for what is not there, 406 for other arguments, 403 without the right.
    let code: Int
    /// Reason in the broker's words.
    let text: String
  }

  private let endpoints: [Endpoint]
  private var connection: Connection

  /// Connects.
  ///
  /// - Throws: `unreachable` with the reason of each endpoint.
  init(to endpoints: [Endpoint]) throws(Failure) {
    let connection = try Self.connect(to: endpoints)
    self.endpoints = endpoints
    self.connection = connection
  }

  deinit {
    connection.sayGoodbye()
  }

  /// Connects to the first endpoint that lets us in.
  ///
  /// - Throws: `unreachable` with the reason of each endpoint.
  static func connect(to endpoints: [Endpoint]) throws(Failure) -> Connection {
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

  /// Asks, and connects again if the answer has closed the connection.
  ///
  /// - Returns: `nil` if the broker answered well, else its refusal.
  mutating func ask(
    _ question: (inout Connection) throws(AMQPError) -> Void
  ) throws(Failure) -> Refusal? {
    do throws(AMQPError) {
      try question(&connection)
      return nil
    } catch .closed(let code, let text) {
      connection = try Self.connect(to: endpoints)
      return Refusal(code: code, text: text)
    } catch {
      throw Failure(error)
    }
  }

  /// Asks what each queue of a topology holds, in its order.
  mutating func queues(of topology: Topology) throws(Failure) -> [ObservedQueue] {
    var found: [ObservedQueue] = []
    for queue in topology.queues {
      var status: QueueStatus?
      _ = try ask { connection throws(AMQPError) in
        status = try connection.checkQueue(queue.name)
      }
      found.append(ObservedQueue(queue: queue, status: status))
    }
    return found
  }

  /// Finds out whether the broker takes messages; nothing more can be asked afterwards.
  mutating func alarms() throws(Failure) -> BrokerAlarms {
    do throws(AMQPError) {
      return try connection.alarms(
        publishingTo: Exchange.incoming.rawValue, routingKey: "brevduva.doctor",
        within: .seconds(5))
    } catch {
      throw Failure(error)
    }
  }
}

extension BrokerConnection {
  /// Finds out whether the broker takes a body of so many bytes; nothing more can be asked afterwards.
  ///
  /// - Returns: `nil` if the broker does not say.
  mutating func takes(bodyOf size: Int) throws(Failure) -> Bool? {
    do throws(AMQPError) {
      return try connection.takes(
        bodyOf: size, publishingTo: Exchange.incoming.rawValue, routingKey: "brevduva.doctor",
        within: .seconds(30))
    } catch {
      throw Failure(error)
    }
  }
}

/// A queue of the topology, and what it holds.
struct ObservedQueue: Hashable, Sendable {
  /// Queue as it is declared.
  let queue: Topology.DeclaredQueue
  /// Status of the queue at the broker; `nil` if it is not there, or not for us to ask.
  let status: QueueStatus?

  /// Its name.
  var name: String { queue.name }
  /// Messages ready in it.
  var messages: Int? { status?.messages }
  /// Its consumers.
  var consumers: Int? { status?.consumers }
  /// Executable that should take from it.
  var owner: String { queue.owner }
  /// `true` if messages wait and nobody takes them.
  var isForgotten: Bool { status.map { $0.messages > 0 && $0.consumers == 0 } ?? false }
}
