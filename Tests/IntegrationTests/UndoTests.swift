import Foundation
import Testing

/// Imports that running workers take back, chunk by chunk.
@Suite("Undo of imports", .serialized)
struct UndoTests {
  private func publish(_ postings: [Posting], in testbed: Testbed) throws {
    let publisher = try Publisher(testbed)
    for posting in postings { try publisher.publish(posting) }
    try publisher.finish()
  }

  private static func undo(_ id: String) -> Posting {
    Posting(id: "undo \(id)", type: "import.undo", body: #"{"importId":"\#(id)"}"#)
  }

  private static func rows(_ people: Range<Int>, _ file: String) -> [String] {
    people.map { "person\($0)@x.se,\(file)" }
  }

  private func waitForEnd(of id: String, _ column: String, in testbed: Testbed) throws {
    try wait(until: "\(id): \(column)", within: .seconds(120)) {
      try testbed.count("import WHERE id = '\(id)' AND \(column) IS NOT NULL") == 1
    }
  }

  @Test("P10: a worker that is killed again and again gives each profile back once")
  func killed() throws {
    let testbed = try Testbed()
    let first = try testbed.worker(for: .imports)
    try publish(
      [
        ImportLoad.posting(id: "base", rows: Self.rows(0..<100, "base")),
        ImportLoad.posting(id: "f", rows: Self.rows(0..<200, "f"), #""overwrite":["Namn"],"#),
      ], in: testbed)
    try waitForEnd(of: "f", "ended_at", in: testbed)
    try first.stop()
    #expect(try testbed.count("profile WHERE given_name = 'f'") == 200)
    _ = try testbed.sql(
      """
      UPDATE profile SET version = version + 1
      WHERE id IN (
        SELECT profile_id FROM address WHERE key IN ('person7@x.se', 'person150@x.se'))
      """)
    try publish([Self.undo("f")], in: testbed)
    for order in ["before_commit", "after_commit", "before_ack", "after_ack"] {
      let doomed = try testbed.worker(
        for: .imports,
        [
          "IMPORT_CHUNK": "10", "LANES": "1", "BREVDUVA_TEST": "1",
          "BREVDUVA_FAILPOINT": "\(order):exit:4",
        ])
      #expect(try doomed.end() == -SIGKILL, "\(doomed.logged)")
    }
    let heirs = try (0..<2).map { _ in try testbed.worker(for: .imports, ["IMPORT_CHUNK": "10"]) }
    try waitForEnd(of: "f", "undone_at", in: testbed)
    try publish(
      [Posting(id: "undone twice", type: "import.undo", body: #"{"importId":"f"}"#)], in: testbed)
    try wait(until: "the second undo has its outcome") {
      try testbed.count("inbox WHERE message_id = 'undone twice' AND ending = 1") == 1
    }
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    for heir in heirs { try heir.stop() }
    #expect(try testbed.sql("SELECT given_back, kept FROM import WHERE id = 'f'") == "198|2")
    #expect(
      try testbed.sql(
        "SELECT reason, count(*) FROM import_profile WHERE import_id = 'f' GROUP BY reason")
        == "changed|2")
    #expect(try testbed.count("profile WHERE given_name = 'base' AND state = 0") == 99)
    #expect(try testbed.count("profile WHERE given_name = 'f' AND state = 1") == 99)
    #expect(try testbed.count("profile WHERE given_name = 'f' AND state = 0") == 2)
    #expect(try testbed.count("address") == 101)
    let events = try Publisher(testbed).drainEvents { events in
      events.contains { $0.type == "import.undone" }
    }
    #expect(events.count { $0.type == "import.undone" } == 1)
    #expect(events.count { $0.type == "profile.removed" } == 99)
    #expect(events.count { $0.type == "address.removed" } == 99)
  }

  @Test("P10: an import that runs is stopped; its report covers what was done, which is taken back")
  func stopped() throws {
    let testbed = try Testbed()
    try publish(
      [ImportLoad.posting(id: "f", rows: Self.rows(0..<400, "f"))], in: testbed)
    let doomed = try testbed.worker(
      for: .imports,
      [
        "IMPORT_CHUNK": "5", "LANES": "1", "BREVDUVA_TEST": "1",
        "BREVDUVA_FAILPOINT": "after_ack:exit:5",
      ])
    #expect(try doomed.end() == -SIGKILL, "\(doomed.logged)")
    let done = try testbed.count("profile")
    #expect(0 < done && done < 100)
    try publish([Self.undo("f"), Self.undo("none")], in: testbed)
    let heir = try testbed.worker(for: .imports, ["IMPORT_CHUNK": "5"])
    try waitForEnd(of: "f", "undone_at", in: testbed)
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    try heir.stop()
    let created = try #require(
      Int(try testbed.sql("SELECT created FROM import WHERE is_stopped AND given_back = created")))
    #expect(created < 400)
    #expect(try testbed.count("profile WHERE state = 1") == created)
    #expect(try testbed.count("profile") == created)
    #expect(try testbed.count("address") == 0)
    #expect(try testbed.count("import_line WHERE chunk >= 0") == 0)
    #expect(try testbed.sql("SELECT message_id, code FROM refused") == "undo none|unknownImport")
    let events = try Publisher(testbed).drainEvents { events in
      events.contains { $0.type == "import.undone" }
    }
    let told = events.filter { $0.type == "import.completed" }.map(\.told)
    #expect(told.count == 1)
    #expect(told.allSatisfy { $0.contains(#""stopped":true"#) })
    #expect(told.allSatisfy { $0.contains(#""created":\#(created)"#) })
  }
}
