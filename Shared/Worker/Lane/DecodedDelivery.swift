import Contract
import Domain
import Messaging
import Store

/// A delivery after it was read, before anything is loaded.
///
/// A lane hands deliveries from list to list, so one of them is a single reference.
struct DecodedDelivery<Message: Sendable>: Sendable {
  /// Content of the body.
  enum Content: Sendable {
    /// A message of the service, and what it touches; `nil` as long as it must be prepared.
    case message(Message, Touch?)
    /// A body that cannot be read; the message is parked.
    case unreadable(Fault)
  }

  private final class Storage: Sendable {
    let received: ReceivedDelivery
    let attributes: MessageAttributes
    let content: Content
    let touch: Touch

    init(_ received: ReceivedDelivery, _ attributes: MessageAttributes, _ content: Content) {
      self.received = received
      self.attributes = attributes
      self.content = content
      touch = if case .message(_, let touch?) = content { touch } else { Touch() }
    }
  }

  private var storage: Storage

  init(received: ReceivedDelivery, attributes: MessageAttributes, content: Content) {
    storage = Storage(received, attributes, content)
  }

  var received: ReceivedDelivery { storage.received }
  var attributes: MessageAttributes { storage.attributes }
  var content: Content {
    get { storage.content }
    set { storage = Storage(received, attributes, newValue) }
  }

  var delivery: Delivery { received.delivery }
  var reference: MessageReference { attributes.reference }

  var isReadable: Bool {
    switch content {
    case .message: true
    case .unreadable: false
    }
  }

  /// What the message touches; nothing as long as it must be prepared, and of what cannot be read.
  var touch: Touch { storage.touch }

  /// `true` if it ends a profile or joins it with another.
  var isExclusive: Bool { touch.isExclusive }

  /// The fault for which it cannot be read; `nil` for what can.
  var fault: Fault? {
    switch content {
    case .message: nil
    case .unreadable(let fault): fault
    }
  }

  /// The message, if it must be prepared before its touch is known.
  var unprepared: Message? {
    if case .message(let message, nil) = content { message } else { nil }
  }
}

/// Reads deliveries for one service, each on its own: one that cannot be read is an element like the
/// others.
struct DeliveryDecoder<H: Handler>: Sendable {
  let handler: H
  let queue: Queue

  /// Reads a delivery; one that is given up is parked without a look at its data.
  func decode(_ received: ReceivedDelivery, isGivenUp: Bool) -> DecodedDelivery<H.Message> {
    let delivery = received.delivery
    let reading = Envelope.read(delivery, from: queue)
    return DecodedDelivery(
      received: received, attributes: reading.attributes,
      content: isGivenUp ? .unreadable(.deliveryLimit) : content(of: reading))
  }

  private func content(of reading: EnvelopeResult) -> DecodedDelivery<H.Message>.Content {
    switch reading {
    case .unreadable(let unreadable):
      return .unreadable(unreadable.fault)
    case .message(let envelope):
      do throws(Fault) {
        let message = try H.Message.read(envelope)
        return .message(
          message, handler.needsPreparation(message) ? nil : handler.rules.touch(message))
      } catch {
        return .unreadable(error)
      }
    }
  }
}

extension Fault {
  /// A message that no worker survived.
  static let deliveryLimit = Fault(
    .deliveryLimit,
    detail: "No worker survived this message; look at it before it is tried again.")

  /// A message of which the database refuses a value.
  static func unstorable(sqlstate: String, constraint: String?) -> Fault {
    let name = constraint.map { ", \($0)" } ?? ""
    return Fault(
      .unstorable, detail: "The database cannot store a value of the message (\(sqlstate)\(name)).")
  }
}

extension Delivery {
  /// Number of times that it was delivered before and not acknowledged; 0 or more, whatever the
  /// header says, which a publisher may have written.
  var deliveryCount: Int { count("x-delivery-count") ?? (isRedelivered ? 1 : 0) }

  /// Number of times that a dead-lettered message may come back before it is parked: it is tried
  /// alone, but the crash of another lane counts against it too, and one such must not park an
  /// innocent.
  private static let lastTryLimit = 3

  /// `true` if it was dead-lettered and has come back too often since.
  var isGivenUp: Bool { wasDeadLettered && lastTries >= Self.lastTryLimit }

  /// Number of times that it came back to the dead-letter queue; 0 or more.
  ///
  /// RabbitMQ 3.10 counts anew there. From 4.0 on a message arrives with the count by which it left the
  /// queue before, one over that one's limit: 4.0 counts anew after that, 4.3 goes on from it and tells the
  /// tries of this queue apart, which no older one protects against a publisher who writes them.
  var lastTries: Int {
    let (count, limit) = (deliveryCount, Int(Topology.deliveryLimit))
    if count == limit + 1 { return 0 }
    return count > limit ? self.count("x-acquired-count") ?? count : count
  }

  /// The number that a header holds, 0 at the least; `nil` if there is none.
  private func count(_ name: String) -> Int? {
    for header in properties.headers where header.name == name {
      if case .int(let count) = header.value { return Int(clamping: max(0, count)) }
    }
    return nil
  }

  /// `true` if it comes from the dead-letter queue: no worker survived it, and it is tried once
  /// more.
  var wasDeadLettered: Bool { exchange == Exchange.dead.rawValue }
}

/// Number of deliveries that make a batch.
struct BatchSize: Sendable {
  /// The most.
  let limit: Int

  /// Returns whether a delivery may join a batch that has `count`: one that came back is handled
  /// among fewer each time, at last alone, so that its neighbours are not dragged along if it kills
  /// its worker.
  func admits(_ delivery: Delivery, after count: Int, smallest: inout Int) -> Bool {
    smallest = min(smallest, room(for: delivery))
    return count < smallest
  }

  private func room(for delivery: Delivery) -> Int {
    if delivery.wasDeadLettered || delivery.deliveryCount >= PoisonMessageTrial.begins { return 1 }
    return max(1, limit >> (delivery.deliveryCount * 2))
  }
}
