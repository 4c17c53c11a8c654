import Contract
import Domain
import Foundation
import Testing

/// `mailing` and `list mailings` against a real database.
struct MailingCommandTests {
  private static let ids = (1...5).map { "00000000-0000-0000-0000-00000000000\($0)" }
  private static let data = #"""
    {"mailingId":"m1","use":"work","fallbackToPrimary":true,"audience":{"all":true},
     "subject":"Hej {{givenName}}","body":{"text":"Hej!"}}
    """#

  /// Åsa with an address at work, Bo with a primary one alone, Cia without any, and Dag and Eva, who are
  /// protected, with and without one.
  private static func prepare(_ harness: CLIHarness) throws {
    try harness.sql(
      """
      INSERT INTO profile (id, version, given_name, is_protected, created_at)
        SELECT id::uuid, 1, name, is_protected, now()
        FROM (VALUES ('\(ids[0])', 'Åsa', false), ('\(ids[1])', 'Bo', false), ('\(ids[2])', 'Cia', false),
          ('\(ids[3])', 'Dag', true), ('\(ids[4])', 'Eva', true)) AS v (id, name, is_protected);
      INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at,
          added_by_type, added_by_source, added_by_id)
        SELECT key, 1, id::uuid, key, uses, 1, now(), 't', 's', 'i'
        FROM (VALUES ('asa@x.se', '\(ids[0])', 2), ('bo@x.se', '\(ids[1])', 1), ('dag@x.se', '\(ids[3])', 1))
          AS v (key, id, uses);
      """)
  }

  private static func begin(_ id: String, at day: Int) -> String {
    """
    INSERT INTO mailing (id, hash, address_use, falls_back, is_everybody, profile_ids, event_ids,
        kinds, except_everybody, except_profile_ids, except_event_ids, except_kinds, subject, state,
        recipients, handed_over, excluded, topic, begun_at, source, message_id)
      VALUES ('\(id)', '', 'primary', false, true, '{}', '{}', '{}', false, '{}', '{}', '{}', 'Hej',
        3, 1, 1, '{"removed": 1, "protected": 2}', 'news', '2026-11-0\(day)T12:00:00Z', 's', 'm');
    """
  }

  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "mailing\(UInt64.random(in: 0 ... .max)).json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  @Test("R5, L8: a preview counts by reason, shows the first recipients, and sends nothing")
  func preview() throws {
    try CLIHarness.use { harness in
      try Self.prepare(harness)
      try withFile(Self.data) { file in
        let ran = try harness.run("mailing preview \(file) --json")
        #expect(
          ran.output == """
            {"mailingId":"m1","counts":{"recipients":2,"byFallback":1,"handedOver":0},\
            "excluded":{"noPrimary":2,"protected":1},"first":[\
            {"profileId":"\(Self.ids[0])","name":{"given":"Åsa","family":null},"to":"asa@x.se"},\
            {"profileId":"\(Self.ids[1])","name":{"given":"Bo","family":null},"to":"bo@x.se"}]}

            """)
        let text = try harness.run("mailing preview \(file)").output
        #expect(text.contains("at their primary address  1\n") && text.contains("Bo    bo@x.se"))
        #expect(!text.contains("Dag") && !text.contains(Self.ids[3]))
      }
      #expect(try harness.run("list mailings --json").output == "[]\n")
      #expect(try harness.backlog() == 0)
    }
  }

  @Test("R5, L5: a preview counts a person once whose ids are named on two of its pages")
  func manyPages() throws {
    try CLIHarness.use { harness in
      let kept = ProfileID(value: 1)
      let merged = ProfileID(value: 2000)
      try harness.sql(
        """
        INSERT INTO profile (id, version, given_name, created_at)
          SELECT lpad(to_hex(i), 32, '0')::uuid, 1, 'P' || i, now()
          FROM (SELECT generate_series(1, 1100) UNION SELECT 2000) AS v (i);
        """)
      try harness.command("c1", .merge(merged, into: kept, leaveBehind: []), type: "profile.merge")
      let named = ((1...1100) + [2000]).map { "\"\(ProfileID(value: UInt128($0)))\"" }
      let data = Self.data.replacing(
        #"{"all":true}"#, with: #"{"profileIds":[\#(named.joined(separator: ","))]}"#)
      try withFile(data) { file in
        let text = try harness.run("mailing preview \(file) --json").output
        #expect(text.contains(#""excluded":{"noPrimary":1100}"#), "\(text)")
      }
    }
  }

  @Test(
    "R5: what would be refused or parked is told so, with 1",
    arguments: [
      (data.replacing("givenName", with: "shoeSize"), "It would be refused, unknownField: "),
      (
        data.replacing(#""all":true"#, with: #""kind":7"#),
        "It would be parked, illTyped ($.audience.kind)"
      ),
      ("{", "It would be parked, brokenJSON"),
      (
        data.replacing(
          #""mailingId""#, with: #""doNotSendAfter":"2020-01-01T00:00:00Z","mailingId""#),
        "It would be refused, neverSent: "
      ),
    ])
  func refused(data: String, sentence: String) throws {
    try CLIHarness.use { harness in
      try withFile(data) { file in
        let ran = try harness.run("mailing preview \(file)")
        #expect(ran.exitCode == 1 && ran.errors.contains(sentence), "\(ran.errors)")
      }
    }
  }

  @Test(
    "R4, R5: of a mailing that was asked for before a preview says what the worker would answer")
  func previewAgain() throws {
    guard case .send(_, let hash) = try MailingMessage.read(sending: Array(Self.data.utf8)) else {
      Issue.record("it is no mailing")
      return
    }
    try CLIHarness.use { harness in
      try harness.sql(Self.begin("m1", at: 1))
      try withFile(Self.data) { file in
        let other = try harness.run("mailing preview \(file)")
        #expect(
          other.exitCode == 1 && other.errors.contains("It would be refused, mailingExists: "))
        let hex = hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try harness.sql("UPDATE mailing SET hash = decode('\(hex)', 'hex')")
        let same = try harness.run("mailing preview \(file)")
        #expect(same.exitCode == 1 && same.errors.contains("It would change nothing: "))
        #expect(same.errors.contains("brevduva mailing show m1 "))
      }
    }
  }

  @Test("R2, L8: a mailing is shown with its counts, and who was left out but whoever is protected")
  func show() throws {
    try CLIHarness.use { harness in
      try Self.prepare(harness)
      try harness.sql(
        Self.begin("m1", at: 1)
          + """
          INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status, handed_over_at)
            SELECT 'm1', id::uuid, id::uuid, status,
              CASE WHEN status = 'handedOver' THEN now() END
            FROM (VALUES ('\(Self.ids[0])', 'handedOver'), ('\(Self.ids[2])', 'removed'),
              ('\(Self.ids[3])', 'protected'), ('\(Self.ids[4])', 'noPrimary')) AS v (id, status);
          """)
      let csv = try harness.run("mailing show m1 --excluded").output
      #expect(
        csv == "\u{feff}\"profileId\",\"reason\"\r\n\"\(Self.ids[2])\",\"removed\"\r\n")
      let json = try harness.run("mailing show m1 --json").output
      #expect(json.contains(#""left":[{"profileId":"\#(Self.ids[2])","reason":"removed"}]"#))
      #expect(json.contains(#""state":"completed""#))
      let text = try harness.run("mailing show m1").output
      #expect(
        text.contains("handed over               1\n") && text.contains("protected       2\n"),
        "\(text)")
      let none = try harness.run("mailing show other")
      #expect(none.exitCode == 1 && none.errors.contains("There is no mailing other"))
    }
  }

  @Test("R2: whoever a mailing left out is told once, however many pages they are")
  func pages() throws {
    try CLIHarness.use { harness in
      let count = 2_345
      try harness.sql(
        Self.begin("m1", at: 1) + Self.begin("m2", at: 2)
          + """
          INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status)
            SELECT m, lpad(to_hex(n), 32, '0')::uuid, gen_random_uuid(), 'purged'
            FROM (VALUES ('m1'), ('m2')) AS w (m), generate_series(1, \(count)) AS n;
          """)
      let ids = (1...count).map {
        "00000000-0000-0000-0000-00000000" + String(format: "%04x", $0)
      }
      let csv = try harness.run("mailing show m1 --excluded").output
      let lines = ["\"profileId\",\"reason\""] + ids.map { "\"\($0)\",\"purged\"" }
      #expect(csv == "\u{feff}" + lines.map { $0 + "\r\n" }.joined())
      let json = try harness.run("mailing show m1 --json").output
      let left = ids.map { #"{"profileId":"\#($0)","reason":"purged"}"# }.joined(separator: ",")
      #expect(json.hasSuffix(#""left":[\#(left)]}"# + "\n"))
    }
  }

  @Test("R2: mailings are listed page by page, the latest first")
  func list() throws {
    try CLIHarness.use { harness in
      for day in 1...3 { try harness.sql(Self.begin("m\(day)", at: day)) }
      let page = try harness.run("list mailings --limit 2").output
      #expect(page.contains("m3") && page.contains("m2") && !page.contains("m1 "))
      let rest = try harness.run("list mailings --after m2 --json").output
      #expect(rest.hasPrefix(#"[{"mailingId":"m1","topic":"news","subject":"Hej""#))
      #expect(try harness.run("list mailings --after other").exitCode == 1)
    }
  }

  @Test("E3: the extract tells which mailings the person got, and which not")
  func extract() throws {
    try CLIHarness.use { harness in
      try Self.prepare(harness)
      try harness.sql(
        Self.begin("m1", at: 1) + Self.begin("m2", at: 2)
          + """
          INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status, address_key,
              handed_over_at)
            VALUES ('m1', '\(Self.ids[0])', '\(Self.ids[0])', 'handedOver', 'asa@x.se',
              '2026-11-01T13:00:00Z'),
            ('m2', '\(Self.ids[0])', '\(Self.ids[1])', 'undeliverable', NULL, NULL);
          """)
      let json = try harness.run("profile export \(Self.ids[0]) --json").output
      #expect(
        json.contains(
          #"""
          "mailings":[{"mailingId":"m2","topic":"news","subject":"Hej","outcome":"undeliverable",\#
          "to":null,"handedOverAt":null},\#
          {"mailingId":"m1","topic":"news","subject":"Hej","outcome":"handedOver",\#
          "to":"asa@x.se","handedOverAt":"2026-11-01T13:00:00Z"}]
          """#))
      let text = try harness.run("profile export \(Self.ids[0]) --language en").output
      #expect(text.contains("Mailings\n- m2\n") && text.contains("to       asa@x.se"), "\(text)")
    }
  }
}
