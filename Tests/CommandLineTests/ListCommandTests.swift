import Domain
import Store
import Testing

/// `list` against a real database.
struct ListCommandTests {
  private static let lists = [
    "no-primary", "undeliverable", "suppressed", "storms", "sender-refusals", "suggestions",
    "unmatched-notes", "refused",
  ]

  @Test("An empty list is an answer: exit 0", arguments: lists)
  func empty(list: String) throws {
    try CLIHarness.use { harness in
      let ran = try harness.run("list \(list) --json")
      #expect(ran.exitCode == 0 && ran.output == "[]\n")
      let text = try harness.run("list \(list)")
      #expect(text.exitCode == 0 && text.output.isEmpty && text.errors.isEmpty)
    }
  }

  @Test("S5: active profiles without a primary address are listed, page by page")
  func noPrimary() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      try harness.sql("UPDATE address SET uses = uses & ~1")
      #expect(
        try harness.run("list no-primary --limit 1 --json").output == """
          [{"id":"\(Fixtures.one)","name":{"given":"Åsa","family":"Öberg"},\
          "addresses":["Åsa1@exempel.se","asa1@b.se"]}]

          """)
      let second = try harness.run("list no-primary --limit 1 --after \(Fixtures.one) --json")
        .output
      #expect(second.hasPrefix(#"[{"id":"\#(Fixtures.two)""#))
      #expect(try harness.run("list no-primary --after \(Fixtures.two) --json").output == "[]\n")
      let text = try harness.run("list no-primary").output
      #expect(text.contains("Åsa Öberg  Åsa2@exempel.se, asa2@b.se\n"))
    }
  }

  @Test("B4: marked addresses of active profiles are listed, a page never ends within a profile")
  func undeliverable() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      try harness.sql(
        """
        INSERT INTO mark (key, since, status, reason)
        SELECT key, '2025-11-25T16:00:00Z', '5.1.1', 'No such mailbox.' FROM address;
        UPDATE mark SET since = NULL, cleared_at = now() WHERE key = 'asa2@b.se'
        """)
      let first = try harness.run("list undeliverable --limit 1 --json").output
      #expect(
        first.hasPrefix(
          """
          [{"profileId":"\(Fixtures.one)","name":{"given":"Åsa","family":"Öberg"},\
          "address":"Åsa1@exempel.se","uses":["primary","work"],"since":"2025-11-25T16:00:00Z",\
          "status":"5.1.1","reason":"No such mailbox.","observedAt":null,"diagnostic":null,\
          "gatewayId":null},
          """))
      #expect(first.contains(#""address":"asa1@b.se","uses":[]"#) && !first.contains("sa2@"))
      let second = try harness.run("list undeliverable --after \(Fixtures.one)").output
      #expect(
        second.contains("Åsa2@exempel.se  primary, work  2025-11-25T16:00:00Z  5.1.1   No such"))
      #expect(!second.contains("asa2@b.se") && second.split(separator: "\n").count == 2)
    }
  }

  @Test("B8–B10: what is held back, storms, and refusals that are our own fault are listed")
  func mail() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      try harness.sql(
        """
        INSERT INTO suppression (key, gateway, since, reason)
        VALUES ('asa1@b.se', 'ses', '2025-11-25T16:00:00Z', 'it bounced before');
        INSERT INTO storm (id, kind, subject, failed, began_at)
        VALUES ('01933a3c-5b7e-7c1a-9d2f-000000000007', 1, 'b.se', 50, '2025-11-25T16:00:00Z');
        INSERT INTO bounce (key, send, kind, reason, status, observed_at, sent_at, evidence, held_by,
          recorded_at, source, message_id)
        SELECT 'asa1@b.se', 'message:' || n, kind, reason, status, '2025-11-25T16:00:00Z',
          '2025-11-25T16:00:00Z', evidence::jsonb, held::uuid, '2025-11-25T16:00:00Z', 's', 'm'
        FROM (VALUES
          (1, 'permanent', 'mailboxUnknown', '5.1.1',
            '{"action":"failed","passages":[{"source":"diagnosticCode","text":"550 5.1.1 no user"}]}',
            '01933a3c-5b7e-7c1a-9d2f-000000000007'),
          (2, 'blocked', 'authentication', '5.7.26', '{"passages":[]}', NULL),
          (3, 'unknown', 'unclear', '5.1.1',
            '{"action":"failed","passages":[{"source":"diagnosticCode","text":"550 5.1.1 no user"}]}',
            NULL)) AS v (n, kind, reason, status, evidence, held)
        """)
      let suppressed = try harness.run("list suppressed --json").output
      #expect(
        suppressed.contains(
          #""address":"asa1@b.se","uses":[],"gateway":"ses","since":"2025-11-25T16:00:00Z","#
            + #""until":null,"reason":"it bounced before"}"#))
      let storms = try harness.run("list storms --json").output
      #expect(
        storms.contains(#""domain":"b.se","since":"2025-11-25T16:00:00Z","failed":50,"held":1"#))
      #expect(try harness.run("list storms").output.contains("b.se"))
      let refusals = try harness.run("list sender-refusals --json").output
      #expect(refusals.contains(#""code":"5.7.26","reason":"authentication","count":1"#))
      #expect(refusals.contains("SPF, DKIM or DMARC"))
      #expect(try harness.run("list sender-refusals --since 2025-11-26 --json").output == "[]\n")
      let replay = try harness.run("bounce replay --dry-run --json").output
      #expect(replay.contains(#""before":"unknown","now":"permanent","isSent":false"#))
      #expect(!replay.contains(#""before":"permanent""#))
    }
  }

  @Test("L8: no list shows a profile with protected identity, nor one that is removed")
  func protected() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let suggestion = Suggestion(
        id: Fixtures.id(300), kind: .duplicate, profiles: [Fixtures.one, Fixtures.two],
        evidence: "a@b.se")
      try harness.write(BatchDecision(messages: [Fixtures.suggestions("s1", [suggestion])]))
      try harness.sql(
        """
        UPDATE address SET uses = 0;
        INSERT INTO mark (key, since) SELECT key, now() FROM address;
        UPDATE profile SET is_protected = true WHERE id = '\(Fixtures.one)';
        UPDATE profile SET state = 1 WHERE id = '\(Fixtures.two)'
        """)
      for list in Self.lists {
        #expect(try harness.run("list \(list) --json").output == "[]\n", "\(list)")
      }
    }
  }

  @Test("E4: open suggestions are listed, oldest first; a decided one is not")
  func suggestions() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let made = (0..<3).map {
        Suggestion(
          id: Fixtures.id(300 + $0), kind: .nameDiffers, profiles: [Fixtures.one],
          registration: $0 == 0 ? Fixtures.id(100) : nil, evidence: "bo ek \($0)")
      }
      try harness.write(BatchDecision(messages: [Fixtures.suggestions("s1", made)]))
      try harness.sql(
        "UPDATE suggestion SET state = 2, decided_at = now() WHERE id = '\(made[1].id)'")
      let all = try harness.run("list suggestions --limit 1 --json").output
      #expect(
        all == """
          [{"id":"\(made[0].id)","kind":"nameDiffers","profileIds":["\(Fixtures.one)"],\
          "registrationId":"\(Fixtures.id(100) as RegistrationID)","evidence":"bo ek 0",\
          "madeAt":"2025-11-24T16:00:00.250Z"}]

          """)
      let rest = try harness.run("list suggestions --after \(made[0].id)").output
      #expect(rest.contains("bo ek 2") && !rest.contains("bo ek 1"))
    }
  }

  @Test("E1: refused messages are listed with their sentence, the latest first, page by page")
  func refused() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [
          Fixtures.refused("r1", day: 1), Fixtures.refused("r2", day: 2),
          Fixtures.refused("r2", source: "urn:other", day: 3), Fixtures.refused("r3", day: 4),
        ]))
      #expect(
        try harness.run("list refused --limit 1 --json").output == """
          [{"messageId":"r3","source":"urn:test","type":"profile.restore","queue":"lifecycle",\
          "code":"notRemoved","sentence":"The profile is not removed.",\
          "refusedAt":"2025-11-28T16:00:00.250Z"}]

          """)
      let unclear = try harness.run("list refused --after r2")
      #expect(unclear.exitCode == 1 && unclear.errors.contains("urn:other, urn:test"))
      let rest = try harness.run("list refused --after r2 --source urn:other --json").output
      #expect(rest.contains(#""messageId":"r2","source":"urn:test""#) && !rest.contains("r3"))
      #expect(rest.contains("r1") && !rest.contains("urn:other"))
      let gone = try harness.run("list refused --after r9")
      #expect(gone.exitCode == 1 && gone.errors.contains("No message r9 was refused"))
      #expect(
        try harness.run("list refused").output.contains("r1       profile.restore  notRemoved"))
    }
  }

  private func prepare(_ harness: CLIHarness) throws {
    try harness.write(
      BatchDecision(messages: [
        Fixtures.message("m1", making: try Fixtures.profile(1)),
        Fixtures.creation("m2", try Fixtures.profile(2)),
      ]))
  }
}
