import Domain
import Observability
import TestSupport
import Testing

@Suite("Metrics: of a worker")
struct WorkerMetricsTests {
  private let registry = PrometheusRegistry(WorkerMetrics.descriptions)
  private let queue = ["queue": "registrations"]

  private func metrics() -> WorkerMetrics {
    WorkerMetrics(
      registry, queue: "registrations", outboxLimit: 5000, version: "1.2.3",
      start: Timestamp(microseconds: 1_795_539_601_500_000))
  }

  private func page() throws -> PrometheusParser {
    try PrometheusParser(registry.text())
  }

  @Test("Metrics: every name has the prefix, a help text, a type, and a value from the start")
  func described() throws {
    _ = metrics()
    let page = try page()
    let names = Set(WorkerMetrics.descriptions.map(\.name))
    #expect(names.count == WorkerMetrics.descriptions.count)
    #expect(Set(page.help.keys) == names && Set(page.types.keys) == names)
    #expect(names.allSatisfy { $0.hasPrefix("brevduva_") })
    for (name, type) in page.types { #expect((type == "counter") == name.hasSuffix("_total")) }
    for outcome in ["applied", "already_applied", "refused", "parked"] {
      let labels = ["queue": "registrations", "outcome": outcome]
      #expect(page.value("brevduva_messages_total", labels) == 0)
    }
    #expect(page.value("brevduva_build_info", ["version": "1.2.3"]) == 1)
    #expect(page.value("brevduva_outbox_limit_events") == 5000)
    #expect(page.value("brevduva_start_time_seconds") == 1_795_539_601.5)
  }

  @Test("Metrics: a batch is counted by outcome, size, stage and age")
  func batch() throws {
    let metrics = metrics()
    metrics.ended(.applied, 190)
    metrics.ended(.alreadyApplied, 8)
    metrics.ended(.refused)
    metrics.ended(.parked)
    metrics.committed(batchOf: 200)
    metrics.spent(.milliseconds(3), in: .load)
    metrics.spent(.microseconds(400), in: .decide)
    metrics.aged(.milliseconds(1500))
    metrics.aged(.seconds(-3))
    let page = try page()
    let outcomes = ["applied", "already_applied", "refused", "parked"].map {
      page.value("brevduva_messages_total", ["queue": "registrations", "outcome": $0])
    }
    #expect(outcomes == [190, 8, 1, 1])
    #expect(page.value("brevduva_batch_messages_sum", queue) == 200)
    let load = ["queue": "registrations", "stage": "load"]
    #expect(page.value("brevduva_stage_seconds_sum", load) == 0.003)
    #expect(page.value("brevduva_stage_seconds_count", load) == 1)
    #expect(page.value("brevduva_message_age_seconds_sum", queue) == 1.5)
    #expect(page.value("brevduva_message_age_seconds_count", queue) == 2)
  }

  @Test("Metrics: outbox, events, connections and deliveries are counted")
  func rest() throws {
    let metrics = metrics()
    metrics.outbox(holds: 17, oldest: .milliseconds(2500))
    metrics.queue(holds: 12)
    metrics.unacked(oldest: .milliseconds(250))
    metrics.published(23)
    metrics.unrouted(3)
    metrics.answered(.confirmed, 18)
    metrics.answered(.returned)
    metrics.answered(.refused)
    metrics.reconnected(.postgres)
    metrics.reconnected(.rabbitmq)
    metrics.reconnected(.rabbitmq)
    metrics.redelivered(5)
    metrics.prioritized(4)
    metrics.bodiesDiffered()
    metrics.retried()
    metrics.ready(true)
    let page = try page()
    #expect(page.value("brevduva_outbox_events") == 17)
    #expect(page.value("brevduva_outbox_age_seconds") == 2.5)
    #expect(page.value("brevduva_queue_messages", queue) == 12)
    #expect(page.value("brevduva_unacked_oldest_seconds", queue) == 0.25)
    #expect(page.value("brevduva_events_published_total", queue) == 23)
    #expect(page.value("brevduva_events_unrouted_total", queue) == 3)
    let answers = ["confirmed", "returned", "refused"].map {
      page.value("brevduva_events_answered_total", ["queue": "registrations", "answer": $0])
    }
    #expect(answers == [18, 1, 1])
    let reconnects = ["postgres", "rabbitmq"].map {
      page.value("brevduva_reconnects_total", ["queue": "registrations", "server": $0])
    }
    #expect(reconnects == [1, 2])
    #expect(page.value("brevduva_redeliveries_total", queue) == 5)
    #expect(page.value("brevduva_prioritized_total", queue) == 4)
    #expect(page.value("brevduva_differing_bodies_total", queue) == 1)
    #expect(page.value("brevduva_batch_retries_total", queue) == 1)
    #expect(page.value("brevduva_ready") == 1)
  }
}
