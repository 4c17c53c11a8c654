import Contract
import Hashing
import Messaging
import Store

/// The trial of a message of an ordered queue that has come back so often that it may kill its worker
/// (L7).
///
/// The broker counts a delivery for all that a dying worker held, and would in the end dead-letter the
/// neighbours of the killer with it, past their order. So from a certain count on a message is tried
/// alone, and before its data are looked at the try is counted in the database, where it outlives the
/// worker: the killer is parked long before the broker loses patience. To hold fewer messages instead
/// does not do: RabbitMQ puts one that comes back behind all others that came back.
struct Trial: Hashable, Sendable {
  /// From which delivery count on a message is tried alone.
  static let begins = 4
  /// How many workers may begin to try one message.
  static let limit = 5

  /// By what the message is known again.
  let suspect: [UInt8]
  /// How often it was tried, this time included.
  let count: Int

  /// Whether it is tried no more.
  var isOver: Bool { count > Self.limit }

  /// By what a delivery is known again; `nil` if it needs no trial.
  static func suspect(in delivery: Delivery, of queue: Queue) -> [UInt8]? {
    guard queue.isOrdered, !delivery.wasDeadLettered, delivery.deliveryCount >= begins else {
      return nil
    }
    var digest = SHA256()
    digest.update(Array("\(delivery.routingKey)\0\(delivery.properties.messageID ?? "")\0".utf8))
    digest.update(delivery.bodyHash ?? delivery.body)
    return digest.finish()
  }
}

extension Lane where B: ~Copyable, S: ~Copyable {
  /// Counts the try of the next delivery, if it needs that; `nil` if not.
  ///
  /// Once for a message: as long as this process lives, it was not that one that killed it.
  mutating func beginTrial() throws(StoreError) -> Trial? {
    let queue = plan.reader.queue
    guard let next = broker.next?.delivery, let suspect = Trial.suspect(in: next, of: queue) else {
      return nil
    }
    if let trial, trial.suspect == suspect { return trial }
    guard
      let count = try store?.countTrial(of: suspect, on: queue.name, waiting: &broker)
    else {
      throw .outage("no connection")
    }
    let trial = Trial(suspect: suspect, count: count)
    self.trial = trial
    return trial
  }
}
