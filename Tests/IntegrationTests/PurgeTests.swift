import Foundation
import Messaging
import TestSupport
import Testing

/// The promise of L2: somebody who is purged stands nowhere any more.
@Suite("Purge", .serialized)
struct PurgeTests {
  private static let kept = "0190a000-0000-7000-8000-000000000001"
  private static let other = "0190a000-0000-7000-8000-000000000002"
  private static let stranger = "0190a000-0000-7000-8000-000000000003"
  /// Columns that are personal and cannot hold a word.
  private static let wordless: Set<String> = [
    "profile.is_protected", "merge.is_protected", "parked.body_hash", "mention.hash",
    "import_mention.hashes", "mailing_recipient.token",
  ]

  /// Every message of the canary's life, in the order in which they are sent; each is waited for.
  private static let life: [(type: String, body: String)] = [
    (
      "profile.create",
      """
      {"profileId":"\(kept)",
       "emails":[{"address":"Kanarie@Exämple.se"},{"address":"kanarie.forr@exempel.se"}]}
      """
    ),
    (
      "profile.create",
      """
      {"profileId":"\(other)","name":{"given":"Kanarie","family":"Kanarieson"},
       "phone":"kanarie-070","externalIds":{"ladok":"kanarie-id"},
       "emails":[{"address":"kanarie.two@exempel.se","uses":["work"]}]}
      """
    ),
    (
      "profile.create",
      """
      {"profileId":"\(stranger)","name":{"given":"Johanna"},
       "emails":[{"address":"johanna@exempel.se"}]}
      """
    ),
    ("profile.optOut", #"{"profileId":"\#(other)","topic":"kanarie-topic"}"#),
    ("profile.merge", #"{"keep":"\#(kept)","remove":"\#(other)"}"#),
    ("profile.optOut", #"{"profileId":"\#(other)","topic":"kanarie-since"}"#),
    ("profile.removeAddress", #"{"profileId":"\#(kept)","address":"kanarie.forr@exempel.se"}"#),
    (
      "profile.mark",
      #"{"profileId":"\#(kept)","address":"kanarie.two@exempel.se","reason":"kanarie is full"}"#
    ),
    (
      "registration.event",
      """
      {"email":"KANARIE@exämple.se","name":{"given":"Kanarie"},"answers":{"diet":"kanarie seed"}}
      """
    ),
    (
      "registration.event",
      """
      {"emails":["johanna@exempel.se","kanarie.two@exempel.se"],
       "answers":{"friend":"kanarie.two@exempel.se, anna@exempel.se"}}
      """
    ),
    (
      "registration.event",
      #"{"emails":["info@exempel.se","kansli@exempel.se"],"answers":{"x":"1"}}"#
    ),
  ]

  /// Bodies that nobody can read, and in which the canary stands all the same.
  private static let unreadable: [(id: String, type: String, body: [UInt8])] = [
    ("p1", "registration.event", Array(#"{"email":"kanarie.two@exempel.se""#.utf8)),
    ("p2", "registration.event", Array(#"{"email":"KANARIE@ex\u00e4mple.se","x""#.utf8)),
    ("p3", "registration.event", Array("email=kanarie.two%40exempel.se&x=1".utf8)),
    (
      "p4", "registration.event",
      Array(
        ("{" + Data(#"{"email":"kanarie.two@exempel.se"}"#.utf8).base64EncodedString()).utf8)
    ),
    ("<kanarie.two@exempel.se>", "registration.event", [0, 1, 2]),
    ("p6", "registration.event", Array("{\"id\":\"\(kept)\",".utf8)),
    (
      "p7", "registration.event",
      Array(#"{"kanarie.two@exempel.se":1,"kanarie.two@exempel.se":2}"#.utf8)
    ),
  ]

  /// Messages of others, which stay.
  private static let others: [(id: String, body: String)] = [
    ("q1", #"{"email":"johanna.kanarie.two@exempel.se""#),
    ("q2", #"{"email":"kanarie.two@exempel.se.org""#),
  ]

  @Test("L2: a purged person stands in no column, no queue and no log, however it was written")
  func canary() throws {
    let testbed = try Testbed()
    let commands = try testbed.worker(for: .commands, ["LOG_LEVEL": "debug"])
    let matcher = try testbed.worker(["LOG_LEVEL": "debug"])
    let publisher = try Publisher(testbed)
    for (number, message) in Self.life.enumerated() {
      try publisher.publish(message.body, id: "life\(number)", type: message.type)
      try publisher.finish()
      try wait(until: "life\(number) has its outcome") {
        try testbed.count("inbox WHERE message_id = 'life\(number)' AND ending = 0") == 1
      }
    }
    try giveEvidence(testbed)
    try keepRows(testbed)
    try keepMail(testbed)
    try leadCanaryKeys(to: "registrations", in: testbed)
    try publisher.publish(
      Array("{".utf8), id: "p8", type: "kanarie.two@exempel.se",
      routingKey: "kanarie.two@exempel.se")
    for message in Self.unreadable {
      try publisher.publish(message.body, id: message.id, type: message.type) { properties in
        properties.appID = message.id == "p7" ? "urn:kanarie.two@exempel.se" : "urn:campaign"
        if message.id == "p6" {
          properties.headers.append(.init("reply", .string("kanarie.two@exempel.se")))
        }
      }
    }
    for message in Self.others {
      try publisher.publish(message.body, id: message.id, type: "registration.event")
    }
    try publisher.finish()
    try wait(until: "all is parked") { try testbed.count("parked") == 10 }
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    try leaveInOutbox(testbed)
    try fillTheRest(testbed)
    try expectEverywhere(testbed)

    try publisher.publish(
      #"{"email":"kanarie@xn--exmple-cua.se","decision":"D 2026/17"}"#, id: "purge",
      type: "profile.purge")
    try publisher.finish()
    try wait(until: "the purge has its outcome") {
      try testbed.count("inbox WHERE message_id = 'purge' AND ending = 0") == 1
    }
    try wait(until: "all is told") { try testbed.count("outbox WHERE claimed_until IS NULL") == 0 }
    #expect(try traces(in: testbed) == [])
    #expect(
      try testbed.sql("SELECT string_agg(message_id, ',' ORDER BY message_id) FROM parked")
        == "q1,q2")
    for queue in ["registrations", "registrations.dead", "lifecycle", "lifecycle.dead"] {
      #expect(try publisher.waiting(in: queue) == 0)
    }
    try commands.stop()
    try matcher.stop()
    for log in [commands.logged, matcher.logged] {
      #expect(!log.lowercased().contains("kanarie"))
    }
    try expectReceipt(testbed)
  }

  /// A mail that is kept as a note, and one that the canary got.
  private func keepMail(_ testbed: Testbed) throws {
    _ = try testbed.sql(
      """
      INSERT INTO note (id, written_at, received_at, subject, body, is_cut, participants,
        attachments, forwarded_from, is_unmatched, source, message_id)
      VALUES ('\(Self.stranger)', now(), now(), 'Kanarie', 'Hej, kanarie.two@exempel.se', false,
        '[{"role":"from","address":"kanarie.two@exempel.se","name":"Kanarie"}]',
        '[{"name":"kanarie.pdf","type":"application/pdf","size":1}]', 'kanarie.two@exempel.se',
        false, 's', 'm');
      INSERT INTO note_profile (note_id, profile_id, matched_keys, filed_at)
      VALUES ('\(Self.stranger)', '\(Self.kept)', '{kanarie.two@exempel.se}', now());
      INSERT INTO mailing (id, hash, address_use, falls_back, is_everybody, profile_ids, event_ids,
        kinds, except_everybody, except_profile_ids, except_event_ids, except_kinds, subject, begun_at,
        source, message_id)
      VALUES ('m', '', 'primary', false, true, '{}', '{}', '{}', false, '{}', '{}', '{}', 'Hej', now(),
        's', 'm');
      INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status, address_key,
        handed_over_at)
      VALUES ('m', '\(Self.kept)', gen_random_uuid(), 'handedOver', 'kanarie.two@exempel.se', now());
      """)
  }

  /// Rows of an import that wait for their turn, one of which is the canary's, and how the canary was before it.
  private func keepRows(_ testbed: Testbed) throws {
    _ = try testbed.sql(
      """
      INSERT INTO import_line (import_id, chunk, place, line, cells)
      VALUES ('i', 0, 0, 2, E'Kanarie\\x1fkanarie.two@exempel.se'),
        ('i', 0, 1, 3, E'Johanna\\x1fjohanna@exempel.se');
      INSERT INTO import_mention (import_id, chunk, hashes, lines)
      VALUES ('i', 0, ARRAY[
        hashtextextended('kanarie.two@exempel.se', 0), hashtextextended('johanna@exempel.se', 0)],
        '{2,3}');
      INSERT INTO import_profile (import_id, profile_id, version, version_before, given_name,
        family_name, phone, external_systems, external_values, address_keys, address_texts,
        address_uses, topics, marked_keys)
      VALUES ('i', '\(Self.kept)', 2, 1, 'Kanarie', 'Kanarie', 'Kanarie', '{kanarie}', '{Kanarie}',
        '{kanarie@exempel.se}', '{Kanarie@exempel.se}', '{1}', '{kanarie}', '{kanarie@exempel.se}');
      """)
  }

  /// Evidence on the mark that a steward set, and what else bounces and gateways leave at an address.
  private func giveEvidence(_ testbed: Testbed) throws {
    _ = try testbed.sql(
      """
      UPDATE mark
      SET observed_at = since, diagnostic = '550 5.1.1 <kanarie.two@exempel.se>: no such user',
        gateway_id = 'kanarie-7'
      WHERE key = 'kanarie.two@exempel.se';
      INSERT INTO bounce (key, send, kind, reason, diagnostic, gateway_id, observed_at, sent_at,
        evidence, recorded_at, source, message_id)
      SELECT key, 'message:1@kanarie.se', 'permanent', 'mailboxUnknown', diagnostic, gateway_id,
        since, since, '{"passages":[{"source":"prose","text":"kanarie"}]}', since, 's', 'm'
      FROM mark WHERE key = 'kanarie.two@exempel.se';
      """)
  }

  /// Lets messages in whose routing key is an address: nobody binds so, and a purge reaches it all the same.
  private func leadCanaryKeys(to queue: String, in testbed: Testbed) throws {
    var connection = try Connection(to: Endpoint(testbed.amqpURL), name: "purge")
    try connection.bind(queue, to: "brevduva.in", routingKey: "kanarie.#")
    connection.close()
  }

  /// An event that a worker left unpublished: nobody sweeps it for as long as the test runs.
  private func leaveInOutbox(_ testbed: Testbed) throws {
    _ = try testbed.sql(
      """
      INSERT INTO outbox (id, claimed_until, message_count, exchange, routing_key, message_id,
        content_type, properties, body)
      SELECT gen_random_uuid(), now() + interval '1 hour', 2,
        ARRAY['brevduva.events', 'brevduva.events'], ARRAY['address.added', 'address.added'],
        ARRAY['e1', 'e2'], ARRAY['t', 't'], ARRAY['{"to":"kanarie.two@exempel.se"}', NULL],
        ARRAY[convert_to('{"key":"kanarie.two@exempel.se"}', 'UTF8'),
          convert_to('{"key":"johanna@exempel.se"}', 'UTF8')]
      """)
  }

  /// A row of the canary's in each table that holds something personal and has none yet.
  private func fillTheRest(_ testbed: Testbed) throws {
    _ = try testbed.sql(
      SchemaFiller.script(
        from: """
          SELECT '\(Self.kept)'::uuid AS id, 'kanarie' AS word, 'kanarie.two@exempel.se' AS key
          """, onlyPersonal: true))
  }

  /// Each personal column holds the canary, or the test would prove little.
  private func expectEverywhere(_ testbed: Testbed) throws {
    let columns = try testbed.sql(
      """
      SELECT c.relname || '.' || a.attname
      FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'brevduva'::regnamespace AND c.relkind = 'r'
      AND col_description(c.oid, a.attnum) LIKE '%personal: erase%'
      """)
    for name in columns.split(separator: "\n").map(String.init) where !Self.wordless.contains(name)
    {
      let parts = name.split(separator: ".")
      let found = try testbed.sql(
        """
        SELECT count(*) FROM \(parts[0]) AS t
        WHERE lower(t.\(parts[1])::text) LIKE '%kanarie%'
        OR lower(t.\(parts[1])::text) LIKE '%6b616e61726965%'
        """)
      #expect(found != "0", "\(name) holds nothing of the canary")
    }
  }

  /// The lines of a dump of everything in which the canary stands.
  private func traces(in testbed: Testbed) throws -> [String] {
    let dump = try runBesideServer("pg_dump", ["--inserts", "--no-owner", testbed.databaseURL])
    try #require(dump.status == 0, "\(dump.errors)")
    let words = ["kanarie", hexadecimal("kanarie"), hexadecimal("KANARIE"), hexadecimal("Kanarie")]
    let parked = Self.others.map(\.id)
    return dump.output.split(separator: "\n").map { $0.lowercased() }.filter { line in
      words.contains { line.contains($0) } && !parked.contains { line.contains("'\($0)'") }
    }
  }

  private func hexadecimal(_ text: String) -> String {
    text.utf8.map { String($0, radix: 16) }.joined()
  }

  private func expectReceipt(_ testbed: Testbed) throws {
    let receipt = try testbed.sql(
      "SELECT profile_id, decision, counts ->> 'profiles', counts ->> 'parked' FROM erasure")
    #expect(receipt == "\(Self.kept)|D 2026/17|2|8")
    #expect(
      try testbed.sql("SELECT content ->> 'answers' FROM registration")
        .contains("anna@exempel.se"))
    #expect(try testbed.count("address") == 1)
    #expect(try testbed.count("profile WHERE state = 3") == 2)
    #expect(try testbed.count("erased_address WHERE NOT is_former") == 2)
    #expect(try testbed.count("outbox WHERE message_count = 1") == 1)
    #expect(try testbed.count("import_line WHERE cells = ''") == 1)
    #expect(try testbed.count("import_line") == 2)
  }
}
