import Testing

/// News of mail to people who are in the book, each message told three times.
///
/// Each person has a domain of their own, so that no storm comes up.
struct BounceLoad: LoadScenario {
  func prepare(_ testbed: Testbed, addresses: Int) throws {
    _ = try testbed.sql(
      """
      INSERT INTO profile (id, created_at)
      SELECT lpad(to_hex(n), 32, '0')::uuid, now() FROM generate_series(1, \(addresses)) AS n
      ON CONFLICT DO NOTHING;
      INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at,
        added_by_type, added_by_source, added_by_id)
      SELECT 'person' || n - 1 || '@d' || n - 1 || '.example.se', 1, lpad(to_hex(n), 32, '0')::uuid,
        'person' || n - 1 || '@d' || n - 1 || '.example.se', 1, 0, now(), 't', 's', 'i'
      FROM generate_series(1, \(addresses)) AS n
      ON CONFLICT DO NOTHING;
      """)
  }

  func sound(id: String) -> Posting {
    Posting(
      id: id, type: "bounce.event", body: #"{"recipient":"nobody@example.se","outcome":"failed"}"#)
  }

  func postings(_ count: Int, addresses: Int) -> [Posting] {
    let sends = Self.sends(of: count)
    return (0..<count).map { number in
      let send = (number * 7919) % sends
      let person = send % addresses
      let name = number.isMultiple(of: 2) ? "Person" : "person"
      let status = person.isMultiple(of: 2) ? "5.1.1" : "4.2.2"
      return Posting(
        id: "m\(number)", type: "bounce.event",
        body: """
          {"recipient":"\(name)\(person)@d\(person).example.se","outcome":"failed",
           "messageId":"<\(send)@example.se>","status":"\(status)"}
          """)
    }
  }

  /// Number of messages of which the news is.
  private static func sends(of count: Int) -> Int { max(1, count / 3) }

  func check(_ load: LoadRun, parked: Int, _ recorder: Publisher) throws {
    let (testbed, messages) = (load.testbed, load.postings.count)
    let sends = Self.sends(of: messages)
    let marked = (min(sends, load.addresses) + 1) / 2
    #expect(try testbed.count("inbox WHERE ending = 0") == sends)
    #expect(try testbed.count("inbox WHERE ending = 1") == messages - sends)
    #expect(try testbed.count("bounce") == sends)
    #expect(try testbed.count("bounce WHERE kind = 'temporary'") < sends)
    #expect(try testbed.count("mark WHERE since IS NOT NULL") == marked)
    #expect(try testbed.count("storm") == 0)
    let counted = "SELECT coalesce(sum(amount), 0) FROM counter WHERE code = 'failed'"
    #expect(try testbed.sql(counted) == "\(marked)")
    let events = try recorder.drainEvents { events in
      events.count { $0.type == "bounce.recorded" } >= sends
        && events.count { $0.type == "address.marked" } >= marked
        && events.count { $0.type == "message.parked" } >= parked
    }
    #expect(events.count { $0.type == "bounce.recorded" } == sends)
    #expect(events.count { $0.type == "address.marked" } == marked)
    #expect(events.count { $0.type == "message.parked" } == parked)
  }
}
