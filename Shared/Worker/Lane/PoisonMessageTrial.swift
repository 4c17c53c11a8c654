import Contract
import Hashing
import Messaging
import Store

/// The trial of a message of an ordered queue that has come back so often that it may kill its worker
/// (L7).
///
/// The broker counts a delivery for all that a dying worker held, and would in the end dead-letter
/// the neighbours of the killer with it, past their order. So from a certain count on a message is
/// tried alone, and before its data are looked at the try is counted in the database, where it
/// outlives the worker: the killer is parked long before the broker loses patience. A smaller
/// prefetch would not serve instead: RabbitMQ puts a message that comes back behind all others that
/// came back.
struct PoisonMessageTrial: Hashable, Sendable {
  /// Delivery count from which on a message is tried alone.
  static let begins = 4
  /// Most workers that may begin to try one message.
  static let limit = 5

  /// Fingerprint by which the message is known again.
  let fingerprint: [UInt8]
  /// Number of times that it was tried, this time included.
  let count: Int

  /// `true` if it is tried no more.
  var isOver: Bool { count > Self.limit }

  /// Returns the fingerprint by which a delivery is known again; `nil` if it needs no trial.
  static func fingerprint(in delivery: Delivery, of queue: Queue) -> [UInt8]? {
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
  mutating func beginTrial() throws(StoreError) -> PoisonMessageTrial? {
    let queue = configuration.decoder.queue
    guard let next = broker.next?.delivery,
      let fingerprint = PoisonMessageTrial.fingerprint(in: next, of: queue)
    else {
      return nil
    }
    if let trial, trial.fingerprint == fingerprint { return trial }
    guard
      let count = try store?.countTrial(of: fingerprint, on: queue.name, waiting: &broker)
    else {
      throw .outage("no connection")
    }
    let trial = PoisonMessageTrial(fingerprint: fingerprint, count: count)
    self.trial = trial
    return trial
  }
}
