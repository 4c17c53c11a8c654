public import Messaging

/// Exchanges, queues and bindings that the broker must have before a worker can start; declared by
/// `topology declare`, by nobody else.
public struct Topology: Sendable {
  /// A durable queue and the arguments with which it is declared.
  public struct DeclaredQueue: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// The arguments, which can't be changed afterwards.
    public let arguments: [Header]

    /// The program that takes from it: a worker, or the mail gateway.
    public var owner: String {
      let queue = Queue.allCases.first { [$0.name, $0.deadName].contains(name) }
      return queue?.owner ?? "the mail gateway"
    }
  }

  /// A way from an exchange to a queue.
  public struct Binding: Sendable, Hashable {
    /// Exchange at which it begins.
    public let exchange: Exchange
    /// The routing key, with wildcards where the exchange knows them.
    public let routingKey: String
    /// The name of the queue to which it leads.
    public let queue: String
  }

  /// The queue from which the mail gateway takes what we send.
  public static let outgoingMail = "outgoing-mail"
  /// The queue for mail that the gateway has given back again and again; people look at it.
  public static let failedMail = "outgoing-mail.dead"
  /// The routing key of outgoing mail.
  public static let deliver = "deliver"
  /// Number of deliveries after which a message goes to ``Exchange/dead``.
  public static let deliveryLimit: Int64 = 20
  /// Number of deliveries after which mail goes to ``Exchange/dead``: a gateway may give back what it
  /// cannot send now, and brokers from 4.0 on would drop it after 20.
  static let mailDeliveryLimit: Int64 = 100

  /// The exchanges.
  public let exchanges = Exchange.allCases
  /// The queues, the one for the dead before the one that it serves.
  public let queues: [DeclaredQueue]
  /// The bindings.
  public let bindings: [Binding]

  /// The topology of this version.
  public init() {
    queues =
      Queue.allCases.flatMap { [Self.dead($0.deadName), Self.living($0)] }
      + [
        Self.dead(Self.failedMail),
        DeclaredQueue(
          name: Self.outgoingMail, arguments: Self.deadLettering(after: Self.mailDeliveryLimit)),
      ]
    bindings =
      Queue.allCases.flatMap(Self.bindings) + [
        Binding(exchange: .mail, routingKey: Self.deliver, queue: Self.outgoingMail),
        Binding(exchange: .dead, routingKey: Self.deliver, queue: Self.failedMail),
        Binding(exchange: .dead, routingKey: Self.outgoingMail, queue: Self.failedMail),
      ]
  }

  private static let quorum = Header("x-queue-type", .string("quorum"))

  private static func living(_ queue: Queue) -> DeclaredQueue {
    var arguments = deadLettering(after: deliveryLimit)
    if queue.isOrdered { arguments.append(Header("x-single-active-consumer", .bool(true))) }
    return DeclaredQueue(name: queue.name, arguments: arguments)
  }

  private static func deadLettering(after limit: Int64) -> [Header] {
    [
      quorum,
      Header("x-delivery-limit", .int(limit)),
      Header("x-dead-letter-exchange", .string(Exchange.dead.rawValue)),
      // The last copy must not get lost between the two queues; this strategy needs that overflow.
      Header("x-dead-letter-strategy", .string("at-least-once")),
      Header("x-overflow", .string("reject-publish")),
    ]
  }

  /// Declares the queue of the dead; nothing stands behind it, so its limit is one that is never
  /// reached: newer brokers would drop a message after 20 deliveries, and older ones do not know
  /// 'none'.
  private static func dead(_ name: String) -> DeclaredQueue {
    DeclaredQueue(name: name, arguments: [quorum, Header("x-delivery-limit", .int(1_000_000))])
  }

  /// Binds the dead like the living, since a message keeps its routing key, of which its id may be
  /// made; one that was sent to a queue by name has that for its key.
  private static func bindings(_ queue: Queue) -> [Binding] {
    queue.routingKeys.map { Binding(exchange: .incoming, routingKey: $0, queue: queue.name) }
      + (queue.routingKeys + [queue.name]).map {
        Binding(exchange: .dead, routingKey: $0, queue: queue.deadName)
      }
  }
}
