extension WorkerMetrics {
  /// The table of the metrics: names, help and buckets.
  enum Table {
    static let messages = MetricDescription(
      "brevduva_messages_total", "Messages that have their outcome, by outcome.")
    static let bounces = MetricDescription(
      "brevduva_bounces_total", "News of mail that was sent, by kind, whatever became of it.")
    static let notes = MetricDescription(
      "brevduva_notes_total", "Mails to be kept as notes, by what became of each.")
    static let batch = MetricDescription(
      "brevduva_batch_messages", "Messages of a committed batch.",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000])
    static let stage = MetricDescription(
      "brevduva_stage_seconds", "Time that a batch spends in a stage.",
      buckets: [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
        10, 30,
      ])
    static let age = MetricDescription(
      "brevduva_message_age_seconds", "Time from the publication of a message to its commit.",
      buckets: [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800,
        7200, 86400,
      ])
    static let outboxEvents = MetricDescription(
      "brevduva_outbox_events", "Events in the outbox that are not confirmed, when last looked.")
    static let outboxAge = MetricDescription(
      "brevduva_outbox_age_seconds", "Age of the oldest event in the outbox, when last looked.")
    static let outboxLimit = MetricDescription(
      "brevduva_outbox_limit_events",
      "Events in the outbox from which on nothing is taken (OUTBOX_LIMIT).")
    static let queueMessages = MetricDescription(
      "brevduva_queue_messages", "Messages ready in the queue, when the broker was last asked.")
    static let unackedOldest = MetricDescription(
      "brevduva_unacked_oldest_seconds",
      "Time since the oldest delivery arrived that is not acknowledged; 0 without one.")
    static let reconnects = MetricDescription(
      "brevduva_reconnects_total", "Connections that had to be made again, by server.")
    static let redeliveries = MetricDescription(
      "brevduva_redeliveries_total", "Deliveries that had been delivered before.")
    static let prioritizedDeliveries = MetricDescription(
      "brevduva_prioritized_total", "Deliveries with a priority, of whatever value.")
    static let differingBodies = MetricDescription(
      "brevduva_differing_bodies_total", "Messages whose id came before with another body.")
    static let retries = MetricDescription(
      "brevduva_batch_retries_total", "Batches that were loaded and decided again.")
    static let published = MetricDescription(
      "brevduva_events_published_total", "Events handed to the broker, each time anew.")
    static let unroutedEvents = MetricDescription(
      "brevduva_events_unrouted_total",
      "Events that no queue was bound for when they were published.")
    static let answers = MetricDescription(
      "brevduva_events_answered_total", "Answers of the broker to published events, by answer.")
    static let ready = MetricDescription(
      "brevduva_ready", "1 while all lanes are subscribed with both servers reached, else 0.")
    static let build = MetricDescription(
      "brevduva_build_info", "1, with the version of the program as a label.")
    static let start = MetricDescription(
      "brevduva_start_time_seconds", "When the process started, in seconds since 1970.")
  }

  /// Descriptions that a registry must have before the instruments are made.
  public static let descriptions = [
    Table.messages, Table.bounces, Table.notes, Table.batch, Table.stage, Table.age,
    Table.outboxEvents,
    Table.outboxAge,
    Table.outboxLimit, Table.queueMessages, Table.unackedOldest, Table.reconnects,
    Table.redeliveries, Table.prioritizedDeliveries, Table.differingBodies, Table.retries,
    Table.published, Table.unroutedEvents,
    Table.answers, Table.ready, Table.build, Table.start,
  ]
}
