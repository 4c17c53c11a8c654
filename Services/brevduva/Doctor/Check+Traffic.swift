import Contract
import Domain
import Store

extension Check {
  /// Judges what workers met within the last day: events without a receiver, deliveries with a priority.
  static func traffic(_ anomalies: [AnomalyRecord], at now: Timestamp) -> [Check] {
    [events(anomalies, now), priorities(anomalies, now)]
  }

  /// An event for which no queue is bound is not kept; whoever should have had it is to bind one.
  private static func events(_ anomalies: [AnomalyRecord], _ now: Timestamp) -> Check {
    let unrouted = anomalies.compactMap { record in
      if case .unroutedEvent(let type) = record.anomaly {
        (name: type, record: record)
      } else {
        nil
      }
    }
    guard let found = told(unrouted, now) else {
      return .ok("events", "Each event of the last 24 hours had a receiver.")
    }
    return .warning(
      "events", "No queue was bound to \(Exchange.events.rawValue) for \(found); they were let go.",
      cure:
        "Bind a queue for whoever is to have them (docs/operations.md, Events have no receiver), then "
        + "brevduva snapshot --to QUEUE")
  }

  /// L7: on a broker that honours priorities they break the order of a queue.
  private static func priorities(_ anomalies: [AnomalyRecord], _ now: Timestamp) -> Check {
    let prioritized = anomalies.compactMap { record in
      if case .prioritizedDelivery(let queue) = record.anomaly {
        (name: queue, record: record)
      } else {
        nil
      }
    }
    guard let found = told(prioritized, now) else {
      return .ok("priorities", "No command of the last 24 hours had a priority.")
    }
    return .warning(
      "priorities", "Messages came with a priority, which RabbitMQ 4 lets go first: \(found).",
      cure:
        "Have the publisher set no priority, not 0 either; brevduva trace MESSAGE_ID shows what "
        + "became of a command.")
  }

  /// Names with their counts in a row, and when the last was met; `nil` for none.
  private static func told(
    _ rows: [(name: String, record: AnomalyRecord)], _ now: Timestamp
  ) -> String? {
    guard let last = rows.map(\.record.last.microseconds).max() else { return nil }
    let counts = rows.map { "\($0.name) (\($0.record.count))" }.joined(separator: ", ")
    return "\(counts), the last \(max(0, (now.microseconds - last) / 1_000_000)) s ago"
  }
}
