import Contract
import Domain
import Messaging
import Store

/// A delivery after it was read, before anything is loaded.
struct Prepared<Message: Sendable>: Sendable {
  /// What the body holds.
  enum Content: Sendable {
    /// A message of the service, and what it touches.
    case message(Message, Touch)
    /// What cannot be read; it is parked.
    case unreadable(Fault)
  }

  let taken: Taken
  let reading: Reading
  let content: Content

  var delivery: Delivery { taken.delivery }
  var reference: MessageReference { reading.reference }

  var touch: Touch {
    switch content {
    case .message(_, let touch): touch
    case .unreadable: Touch()
    }
  }
}

/// Reads deliveries for one service, each on its own: one that cannot be read is an element like the
/// others.
struct Reader<H: Handler>: Sendable {
  let handler: H
  let queue: Queue

  func prepare(_ taken: Taken) -> Prepared<H.Message> {
    let delivery = taken.delivery
    let reading = Reading(of: delivery, from: queue)
    if delivery.wasDeadLettered, delivery.deliveryCount > 0 {
      return Prepared(taken: taken, reading: reading, content: .unreadable(.deliveryLimit))
    }
    switch reading.content {
    case .unreadable(let fault):
      return Prepared(taken: taken, reading: reading, content: .unreadable(fault))
    case .envelope(let envelope):
      do throws(Fault) {
        let message = try H.Message.read(envelope)
        return Prepared(
          taken: taken, reading: reading, content: .message(message, handler.touch(message)))
      } catch {
        return Prepared(taken: taken, reading: reading, content: .unreadable(error))
      }
    }
  }
}

extension Delivery {
  /// How often it was delivered before and not acknowledged.
  var deliveryCount: Int {
    for header in properties.headers where header.name == "x-delivery-count" {
      if case .int(let count) = header.value { return Int(clamping: count) }
    }
    return isRedelivered ? 1 : 0
  }

  /// Whether it comes from the dead-letter queue: no worker survived it, and it is tried once more.
  var wasDeadLettered: Bool { exchange == Topology.deadExchange }
}

/// How many deliveries make a batch.
struct BatchSize: Sendable {
  /// The most.
  let limit: Int

  /// Whether a delivery may join a batch that has `count`: one that came back is handled among fewer
  /// each time, at last alone, so that its neighbours are not dragged along if it kills its worker.
  func admits(_ delivery: Delivery, after count: Int, smallest: inout Int) -> Bool {
    smallest = min(smallest, room(for: delivery))
    return count < smallest
  }

  private func room(for delivery: Delivery) -> Int {
    if delivery.wasDeadLettered { return 1 }
    let halvings = min(delivery.deliveryCount * 2, 20)
    return max(1, limit >> halvings)
  }
}
