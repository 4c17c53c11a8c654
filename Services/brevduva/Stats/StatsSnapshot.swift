import Domain
import Store

/// The work as it stands at one moment.
struct StatsSnapshot: Sendable {
  /// The moment.
  var at: Timestamp
  /// The queues of the topology, those for the dead among them.
  var queues: [ObservedQueue]
  /// Messages handled lately.
  var handled: HandledRecords
  /// Messages in the outbox.
  var outbox: Backlog
  /// Parked messages, by cause.
  var parked: [ParkedCause]
  /// Messages refused in the last 24 hours, by cause.
  var refused: [RefusedCause]
  /// Sizes of the tables.
  var estimates: TableEstimates
  /// The lanes that are connected.
  var lanes: [LanesRecord]

  /// Messages ready in all queues.
  var ready: Int { queues.reduce(0) { $0 + ($1.messages ?? 0) } }
}

/// Speed of the work, by two looks.
struct Rates: Hashable, Sendable {
  /// Messages handled in a second.
  let handled: Double
  /// Growth of each queue, in messages a second; negative for one that shrinks.
  let growth: [String: Double]

  /// Compares two looks; `nil` if no time lies between them, or the server's statistics began anew.
  init?(from earlier: StatsSnapshot, to later: StatsSnapshot) {
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
