/// A user at the broker and what it may do there: a worker, the command line, or a kind of publisher.
///
/// Exchanges, queues and routing keys stand here by their names; `*` stands for one word of a routing
/// key and `#` for any, as in a binding. What is not named is forbidden.
public struct BrokerUser: Hashable, Sendable {
  /// Rights on the routing keys of a topic exchange.
  public struct Topic: Hashable, Sendable {
    /// The exchange.
    public let exchange: Exchange
    /// The keys with which it may publish.
    public let write: [String]
    /// The keys with which it may bind queues.
    public let read: [String]
  }

  /// Its name after the prefix; that of a worker is the executable's.
  public let name: String
  /// The exchanges and queues that it may declare.
  public let configure: [String]
  /// The exchanges that it may publish to, and the queues that it may bind.
  public let write: [String]
  /// The queues that it may take from, and the exchanges that it may bind queues to.
  public let read: [String]
  /// The routing keys that it may use.
  public let topics: [Topic]

  /// The regular expression that matches these names and keys whole: the broker's own matches parts.
  public static func pattern(_ names: [String]) -> String {
    let words = names.map { name in
      name.replacing(".", with: #"\."#).replacing("*", with: "[^.]+").replacing("#", with: ".*")
    }
    let choice = words.joined(separator: "|")
    return words.count > 1 ? "^(\(choice))$" : "^\(choice)$"
  }
}

extension BrokerUser {
  /// The publishers of messages: each kind of them, with the keys of its own.
  public static let publishers = [
    publisher("forms", of: Queue.registrations.routingKeys),
    publisher(
      "stewards",
      of: Queue.lifecycle.routingKeys + Queue.mailings.routingKeys
        + [MessageType.importFile, .importUndo, .bounceStorm].map(\.rawValue)),
    publisher(
      "gateway", of: [MessageType.bounceEvent, .bounceReport, .noteEmail].map(\.rawValue),
      reading: [Topology.outgoingMail]),
    publisher("opt-outs", of: ["profile.optOut"]),
  ]

  /// The worker of a queue: it tells its events, and sends what was parked again when the command line
  /// could not; what was sent to the queue by name has that for its key.
  public static func worker(on queue: Queue, telling events: [String]) -> BrokerUser {
    BrokerUser(
      name: queue.owner, configure: [],
      write: [Exchange.events.rawValue, Exchange.incoming.rawValue]
        + (queue == .mailings ? [Exchange.mail.rawValue] : []),
      read: [queue.name, queue.deadName],
      topics: [
        Topic(exchange: .events, write: events, read: []),
        Topic(
          exchange: .incoming, write: queue.routingKeys + [queue.name] + queue.commands, read: []),
      ])
  }

  /// Name under which the broker checks the right to publish to its default exchange, which leads to a queue by
  /// the queue's name.
  private static let defaultExchange = "amq.default"

  /// The command line: it declares the topology, publishes for whoever types, sends what was parked again, and
  /// sends snapshots straight to the queues of receivers.
  ///
  /// To bind is to write to the queue and to read from the exchange; to declare a queue with a
  /// dead-letter exchange is to read from the queue and to write to that exchange.
  public static let commandLine: BrokerUser = {
    let topology = Topology()
    let (exchanges, queues) = (topology.exchanges.map(\.rawValue), topology.queues.map(\.name))
    return BrokerUser(
      name: "operator", configure: exchanges + queues,
      write: [Exchange.incoming.rawValue, Exchange.dead.rawValue, defaultExchange] + queues,
      read: Set(topology.bindings.map(\.exchange.rawValue)).sorted() + queues,
      topics: [
        Topic(exchange: .incoming, write: ["#"], read: ["#"]),
        Topic(exchange: .dead, write: [], read: ["#"]),
      ])
  }()

  private static func publisher(
    _ name: String, of keys: [String], reading queues: [String] = []
  ) -> BrokerUser {
    BrokerUser(
      name: name, configure: [], write: [Exchange.incoming.rawValue], read: queues,
      topics: [Topic(exchange: .incoming, write: keys, read: [])])
  }
}
