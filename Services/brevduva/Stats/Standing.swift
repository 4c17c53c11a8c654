package import Domain
package import Store

/// How the work stands at one moment.
package struct Standing: Sendable {
  /// A queue and what it holds.
  package struct Queue: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Who takes from it.
    package var owner: String
    /// Messages ready in it; `nil` if it is not there.
    package var messages: Int?
    /// Its consumers; `nil` if it is not there.
    package var consumers: Int?

    /// Describes a queue.
    package init(name: String, owner: String, messages: Int?, consumers: Int?) {
      self.name = name
      self.owner = owner
      self.messages = messages
      self.consumers = consumers
    }
  }

  /// The moment.
  package var at: Timestamp
  /// The queues of the topology, those for the dead among them.
  package var queues: [Queue]
  /// What was handled lately.
  package var handled: HandledRecords
  /// What lies in the outbox.
  package var outbox: Backlog
  /// What is parked, by cause.
  package var parked: [ParkedCause]
  /// What was refused in the last 24 hours, by cause.
  package var refused: [RefusedCause]
  /// How large the tables are.
  package var estimates: TableEstimates
  /// The lanes that are connected.
  package var lanes: [LanesRecord]

  /// Puts what was found together.
  package init(
    at: Timestamp, queues: [Queue], handled: HandledRecords, outbox: Backlog,
    parked: [ParkedCause], refused: [RefusedCause], estimates: TableEstimates,
    lanes: [LanesRecord]
  ) {
    self.at = at
    self.queues = queues
    self.handled = handled
    self.outbox = outbox
    self.parked = parked
    self.refused = refused
    self.estimates = estimates
    self.lanes = lanes
  }

  /// Messages ready in all queues.
  package var ready: Int { queues.reduce(0) { $0 + ($1.messages ?? 0) } }
}

/// How fast it goes, by two looks.
package struct Rates: Hashable, Sendable {
  /// Messages handled in a second.
  package let handled: Double
  /// By how many messages in a second each queue grew; negative for one that shrinks.
  package let growth: [String: Double]

  /// Compares two looks; `nil` if no time lies between them, or the server's statistics began anew.
  package init?(from earlier: Standing, to later: Standing) {
    let seconds = Double(later.at.microseconds - earlier.at.microseconds) / 1_000_000
    let handled = later.estimates.handled - earlier.estimates.handled
    guard seconds > 0, handled >= 0 else { return nil }
    self.handled = Double(handled) / seconds
    var growth: [String: Double] = [:]
    for queue in later.queues {
      guard let now = queue.messages,
        let before = earlier.queues.first(where: { $0.name == queue.name })?.messages
      else { continue }
      growth[queue.name] = Double(now - before) / seconds
    }
    self.growth = growth
  }
}
