public import CoreMetrics
public import Domain

/// Instruments of a worker; made once for a process, used by all lanes, a few calls a batch.
public struct WorkerMetrics: Sendable {
  /// The outcomes of the messages of a batch, each with its label.
  public static let outcomes: [MessageOutcome: String] = [
    .applied: "applied", .alreadyApplied: "already_applied", .refused: "refused",
    .parked: "parked",
  ]

  /// A part of the way of a batch.
  public enum Stage: String, CaseIterable, Sendable {
    /// Profiles and inbox are read.
    case load
    /// The rules are applied.
    case decide
    /// The changes are written and committed.
    case write
    /// The events are published, until the last is confirmed.
    case publish
  }

  /// A server that connections go to.
  public enum Server: String, CaseIterable, Sendable {
    /// The database.
    case postgres
    /// The broker.
    case rabbitmq
  }

  /// Answer of the broker to what was published.
  public enum Answer: String, CaseIterable, Sendable {
    /// It has it.
    case confirmed
    /// It has no queue for a message that is kept until there is one.
    case returned
    /// It could not take it.
    case refused
  }

  private let messages: [MessageOutcome: Counter]
  private let bounces: [BounceTally: Counter]
  private let notes: [NoteTally: Counter]
  private let stages: [Stage: Timer]
  private let reconnects: [Server: Counter]
  private let answers: [Answer: Counter]
  private let batchSize: Recorder
  private let age: Timer
  private let outboxEvents: Gauge
  private let outboxAge: Gauge
  private let queueMessages: Gauge
  private let unackedOldest: Gauge
  private let redeliveries: Counter
  private let prioritizedDeliveries: Counter
  private let differingBodies: Counter
  private let published: Counter
  private let unroutedEvents: Counter
  private let retries: Counter
  private let isReady: Gauge

  /// Makes all instruments, so that each is seen from the start, at 0.
  ///
  /// - Parameters:
  ///   - factory: where they are kept; nothing global is touched.
  ///   - queue: the queue that the worker owns.
  ///   - outboxLimit: from how many events in the outbox on nothing is taken.
  ///   - version: the version of the program.
  ///   - start: when the process started.
  public init(
    _ factory: any MetricsFactory, queue: String, outboxLimit: Int, version: String,
    start: Timestamp
  ) {
    let labels = [("queue", queue)]
    func counter(_ row: MetricDescription, _ more: [(String, String)] = []) -> Counter {
      Counter(label: row.name, dimensions: labels + more, factory: factory)
    }
    func each<Case: CaseIterable & RawRepresentable<String> & Hashable, Instrument>(
      _ name: String, _ make: ([(String, String)]) -> Instrument
    ) -> [Case: Instrument] {
      Dictionary(uniqueKeysWithValues: Case.allCases.map { ($0, make([(name, $0.rawValue)])) })
    }
    messages = Self.outcomes.mapValues { counter(Table.messages, [("outcome", $0)]) }
    bounces = each("kind") { counter(Table.bounces, $0) }
    notes = each("kind") { counter(Table.notes, $0) }
    stages = each("stage") {
      Timer(label: Table.stage.name, dimensions: labels + $0, factory: factory)
    }
    reconnects = each("server") { counter(Table.reconnects, $0) }
    answers = each("answer") { counter(Table.answers, $0) }
    batchSize = Recorder(label: Table.batch.name, dimensions: labels, factory: factory)
    age = Timer(label: Table.age.name, dimensions: labels, factory: factory)
    outboxEvents = Gauge(label: Table.outboxEvents.name, factory: factory)
    outboxAge = Gauge(label: Table.outboxAge.name, factory: factory)
    queueMessages = Gauge(label: Table.queueMessages.name, dimensions: labels, factory: factory)
    unackedOldest = Gauge(label: Table.unackedOldest.name, dimensions: labels, factory: factory)
    redeliveries = counter(Table.redeliveries)
    prioritizedDeliveries = counter(Table.prioritizedDeliveries)
    differingBodies = counter(Table.differingBodies)
    published = counter(Table.published)
    unroutedEvents = counter(Table.unroutedEvents)
    retries = counter(Table.retries)
    isReady = Gauge(label: Table.ready.name, factory: factory)
    Gauge(label: Table.outboxLimit.name, factory: factory).record(outboxLimit)
    Gauge(label: Table.build.name, dimensions: [("version", version)], factory: factory).record(1)
    Gauge(label: Table.start.name, factory: factory).record(Double(start.microseconds) / 1_000_000)
  }

  /// Counts messages that have their outcome, after the commit.
  public func ended(_ outcome: MessageOutcome, _ count: Int = 1) {
    messages[outcome]?.increment(by: count)
  }

  /// Counts news of mail of one kind, after the commit.
  public func told(_ kind: BounceTally, _ count: Int) {
    bounces[kind]?.increment(by: count)
  }

  /// Counts mails of which one thing became, after the commit.
  public func noted(_ kind: NoteTally, _ count: Int) {
    notes[kind]?.increment(by: count)
  }

  /// Records how many messages a committed batch held.
  public func committed(batchOf count: Int) {
    batchSize.record(count)
  }

  /// Records how long a part of the way of a batch took.
  public func spent(_ time: Duration, in stage: Stage) {
    stages[stage]?.recordNanoseconds(time.nanoseconds)
  }

  /// Records how long after its publication a message was committed; a clock ahead of ours gives 0.
  public func aged(_ age: Duration) {
    self.age.recordNanoseconds(max(.zero, age).nanoseconds)
  }

  /// Records what the outbox holds: events that are not confirmed, and the age of the oldest.
  public func outbox(holds events: Int, oldest: Duration) {
    outboxEvents.record(events)
    outboxAge.record(oldest.inSeconds)
  }

  /// Records how many messages are ready in the queue.
  public func queue(holds messages: Int) {
    queueMessages.record(messages)
  }

  /// Records for how long the oldest delivery has been here that is not acknowledged; zero for none.
  public func unacked(oldest: Duration) {
    unackedOldest.record(oldest.inSeconds)
  }

  /// Counts a connection that had to be made again.
  public func reconnected(_ server: Server) {
    reconnects[server]?.increment()
  }

  /// Counts deliveries that had been delivered before.
  public func redelivered(_ count: Int = 1) {
    redeliveries.increment(by: count)
  }

  /// Counts deliveries with a priority, each time anew.
  public func prioritized(_ count: Int) {
    prioritizedDeliveries.increment(by: count)
  }

  /// Counts messages whose id came before with another body.
  public func bodiesDiffered(_ count: Int = 1) {
    differingBodies.increment(by: count)
  }

  /// Counts batches that were loaded and decided again.
  public func retried() {
    retries.increment()
  }

  /// Counts events that were handed to the broker, each time anew.
  public func published(_ count: Int) {
    published.increment(by: count)
  }

  /// Counts events that no queue was bound for.
  public func unrouted(_ count: Int) {
    unroutedEvents.increment(by: count)
  }

  /// Counts what the broker answered to published events.
  public func answered(_ answer: Answer, _ count: Int = 1) {
    answers[answer]?.increment(by: count)
  }

  /// Records whether the worker is ready.
  public func ready(_ isReady: Bool) {
    self.isReady.record(isReady ? 1 : 0)
  }
}

extension Duration {
  /// Duration in seconds, Prometheus' base unit.
  fileprivate var inSeconds: Double { Double(nanoseconds) / 1_000_000_000 }

  /// Duration in nanoseconds, as one number; more than 292 years are cut.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole + attoseconds / 1_000_000_000
  }
}
