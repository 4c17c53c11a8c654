import TestSupport
import Testing

/// Workers whose events nobody takes.
@Suite("Events without a receiver", .serialized)
struct ReceiverTests {
  /// A testbed in which no queue is bound to the exchange of events.
  private static func testbed() throws -> Testbed {
    let testbed = try Testbed()
    try testbed.manage("DELETE", "queues/\(testbed.name)/\(Testbed.recorder)")
    return testbed
  }

  @Test(
    "No worker stops for events that no queue is bound for: all is applied, nothing stays, and it is told"
  )
  func goesOn() throws {
    let loads = try WorkerKind.underLoad.map { LoadRun(try Self.testbed(), $0, messages: 600) }
    for load in loads { try load.publish() }
    let workers = try loads.map { try $0.worker(["OUTBOX_LIMIT": "60", "BATCH_SIZE": "20"]) }
    for (load, worker) in zip(loads, workers) {
      try load.settle()
      #expect(try worker.metric("brevduva_events_unrouted_total") > 60)
      try wait(until: "it is ready") { try worker.isReady() }
      try wait(until: "doctor tells it") {
        let check = try load.testbed.doctor().check("events")
        return check.state == "warning" && check.found.contains("No queue was bound")
      }
      try worker.stop()
    }
  }

  @Test("What a worker left in the outbox is swept, and let go where nobody is bound for it")
  func swept() throws {
    let testbed = try Self.testbed()
    _ = try testbed.sql(
      """
      INSERT INTO outbox (id, queue, created_at, message_count, exchange, routing_key, message_id,
        content_type, properties, body)
      SELECT gen_random_uuid(), 'registrations', now() - interval '1 minute', 2,
        ARRAY['brevduva.events', 'brevduva.events'], ARRAY['profile.created', 'profile.created'],
        ARRAY['a' || n, 'b' || n], ARRAY['t', 't'], ARRAY[NULL, NULL]::text[],
        ARRAY['x', 'x']::bytea[]
      FROM generate_series(1, 50) AS n
      """)
    let worker = try testbed.worker(["OUTBOX_LIMIT": "10"])
    try wait(until: "the outbox is empty") { try testbed.count("outbox") == 0 }
    #expect(try worker.metric("brevduva_events_unrouted_total") == 100)
    try worker.stop()
  }

  @Test("What somebody must get is kept until a queue takes it, and counts as returned")
  func kept() throws {
    let testbed = try Self.testbed()
    // The worker may publish with its queue's name as the key, to which nothing is bound.
    _ = try testbed.sql(
      """
      INSERT INTO outbox (id, queue, created_at, message_count, exchange, routing_key, message_id,
        content_type, properties, body)
      VALUES (gen_random_uuid(), 'registrations', now() - interval '1 minute', 1,
        ARRAY['brevduva.in'], ARRAY['registrations'], ARRAY['m'], ARRAY['t'],
        ARRAY[NULL]::text[], ARRAY['x']::bytea[])
      """)
    let worker = try testbed.worker()
    try wait(until: "it came back") {
      try worker.get("/metrics").body.contains(/events_answered_total\{[^}]*returned[^}]*\} [1-9]/)
    }
    #expect(try testbed.count("outbox") == 1)
    #expect(try worker.metric("brevduva_events_unrouted_total") == 0)
    try worker.stop()
  }
}
