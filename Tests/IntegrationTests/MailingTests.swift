import Contract
import Foundation
import Testing

/// Mailings that running workers prepare and hand over.
@Suite("Mailings by workers", .serialized)
struct MailingTests {
  private func publish(_ postings: [Posting], in testbed: Testbed) throws {
    let publisher = try Publisher(testbed)
    for posting in postings { try publisher.publish(posting) }
    try publisher.finish()
  }

  private func waitForState(_ state: Int, of id: String, in testbed: Testbed) throws {
    try wait(until: "the mailing \(id) has the state \(state)", within: .seconds(120)) {
      try testbed.count("mailing WHERE id = '\(id)' AND state = \(state)") == 1
    }
  }

  private static func cancel(_ id: String) -> Posting {
    Posting(id: "cancel \(id)", type: "mailing.cancel", body: #"{"mailingId":"\#(id)"}"#)
  }

  private static func command(_ id: String, _ type: String, _ body: String) -> Posting {
    Posting(id: id, type: type, body: body)
  }

  @Test("R1, R2, R7: a mailing ends in its counts, and each mail is filled in for its recipient")
  func whole() throws {
    let testbed = try Testbed()
    try testbed.addPeople(10)
    let marked = "person3@x.se"
    _ = try testbed.sql(
      """
      INSERT INTO mark (key, since) VALUES ('\(marked)', now());
      INSERT INTO opt_out SELECT '\(MailingLoad.person(4))', 'news', now(), 't', 's', 'i';
      UPDATE profile SET state = 1 WHERE id = '\(MailingLoad.person(5))';
      UPDATE profile SET is_protected = true WHERE id = '\(MailingLoad.person(6))'
      """)
    let worker = try testbed.worker(for: .mailings, ["MAILING_CHUNK": "3"])
    try publish([MailingLoad.posting(id: "m1", to: #"{"all":true}"#)], in: testbed)
    try waitForState(3, of: "m1", in: testbed)
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    try worker.stop()
    let mails = try Publisher(testbed).drainMail { $0.count >= 6 }
    #expect(
      mails.count == 6 && Set(mails.map(\.to)).count == 6 && !mails.contains { $0.to == marked })
    let mail = try #require(mails.first { $0.to == "person1@x.se" })
    let text = String(decoding: mail.body, as: UTF8.self)
    #expect(text.contains(#""subject":"Hej Given1""#))
    #expect(text.contains("https://x.se/unsubscribe?token=\(mail.token)"))
    #expect(text.contains("bounce+\(mail.token)@bounces.x.se"))
    let told = try Publisher(testbed).drainEvents { events in
      events.contains { $0.type == "mailing.completed" }
    }
    let excluded = #""excluded":{"optedOut":1,"protected":1,"removed":1,"undeliverable":1}"#
    for type in ["mailing.prepared", "mailing.completed"] {
      let event = try #require(told.first { $0.type == type })
      #expect(event.told.contains(excluded), "\(event.told)")
    }
    #expect(told.allSatisfy { !$0.told.contains(MailingLoad.person(6)) })
  }

  @Test(
    "R3: cancelled in the middle, no hand-over after its commit; before its moment, none at all")
  func cancelled() throws {
    let testbed = try Testbed()
    try testbed.addPeople(3000)
    let worker = try testbed.worker(for: .mailings, ["MAILING_CHUNK": "10"])
    try publish(
      [
        MailingLoad.posting(id: "m1", to: #"{"all":true}"#),
        MailingLoad.posting(
          id: "later", to: #"{"all":true}"#, #""notBefore":"2099-01-01T00:00:00Z","#),
      ], in: testbed)
    try waitForState(1, of: "later", in: testbed)
    try wait(until: "some are handed over") {
      try testbed.count("mailing WHERE id = 'm1' AND handed_over > 100") == 1
    }
    try publish([Self.cancel("m1"), Self.cancel("later")], in: testbed)
    try waitForState(4, of: "m1", in: testbed)
    try waitForState(4, of: "later", in: testbed)
    let atCancel = try testbed.count("mailing_recipient WHERE status = 'handedOver'")
    #expect(atCancel > 100 && atCancel < 3000)
    try publish([MailingLoad.posting(id: "m2", to: #"{"all":true}"#)], in: testbed)
    try waitForState(3, of: "m2", in: testbed)
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    try worker.stop()
    #expect(
      try testbed.count("mailing_recipient WHERE status = 'handedOver' AND mailing_id = 'm1'")
        == atCancel)
    #expect(
      try testbed.count(
        "mailing_recipient AS r JOIN mailing AS m ON m.id = r.mailing_id "
          + "WHERE m.state = 4 AND r.handed_over_at > m.ended_at") == 0)
    let mails = try Publisher(testbed).drainMail { $0.count >= atCancel + 3000 }
    #expect(mails.count { $0.mailing == "m1" } == atCancel)
    #expect(!mails.contains { $0.mailing == "later" })
  }

  @Test("R3: a mailing waits for its moment, and is begun once by one of several workers")
  func due() throws {
    let testbed = try Testbed()
    try testbed.addPeople(30)
    let workers = try (0..<2).map { _ in try testbed.worker(for: .mailings, ["MAILING_CHUNK": "7"])
    }
    try publish(
      [
        MailingLoad.posting(id: "m1", to: #"{"all":true}"#, #""notBefore":"2099-01-01T00:00:00Z","#)
      ],
      in: testbed)
    try waitForState(1, of: "m1", in: testbed)
    #expect(try testbed.count("mailing_recipient WHERE status = 'waiting'") == 30)
    _ = try testbed.sql("UPDATE mailing SET not_before = now()")
    try waitForState(3, of: "m1", in: testbed)
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    for worker in workers { try worker.stop() }
    #expect(try Publisher(testbed).drainMail { $0.count >= 30 }.count == 30)
    #expect(try testbed.count("inbox WHERE type = 'mailing.handOverChunk'") == 5)
  }

  @Test("R4: bad mailings are refused with a code, and nothing of them is kept")
  func refused() throws {
    let testbed = try Testbed()
    let worker = try testbed.worker(for: .mailings)
    func body(_ more: String, audience: String = #"{"all":true}"#) -> String {
      #"{"mailingId":"m","use":"primary","audience":\#(audience),\#(more)}"#
    }
    let plain = #""subject":"Hej","body":{"text":"Hej"}"#
    let long = String(repeating: "x", count: 1 << 20)
    let bad = [
      ("invalidSubject", body(#""subject":"Hej\r\nBcc: x@y.se","body":{"text":"Hej"}"#)),
      ("unknownField", body(#""subject":"Hej {{shoeSize}}","body":{"text":"Hej"}"#)),
      ("badTemplate", body(#""subject":"Hej","body":{"html":"{{{givenName}}}"}"#)),
      ("textTooLarge", body(#""subject":"Hej","body":{"text":"\#(long)"}"#)),
      ("unknownAudience", body(plain, audience: #"{"shoeSize":43}"#)),
      ("unknownUse", body(plain).replacing(#""use":"primary""#, with: #""use":"home""#)),
      ("neverSent", body(plain + #","doNotSendAfter":"2001-01-01T00:00:00Z""#)),
    ]
    try publish(
      bad.map { Posting(id: $0.0, type: "mailing.send", body: $0.1) }
        + [Posting(id: "sound", type: "mailing.send", body: body(plain))], in: testbed)
    // Lanes keep no order among mailings: what is held against the sound one comes behind its commit.
    try wait(until: "the sound one has its outcome") {
      try testbed.count("inbox WHERE message_id = 'sound'") == 1
    }
    try publish(
      [
        Posting(id: "again", type: "mailing.send", body: body(plain + #","reason":"again""#)),
        Posting(
          id: "mailingExists", type: "mailing.send",
          body: body(#""subject":"Hej hej","body":{"text":"Hej"}"#)),
        Posting(id: "unknownMailing", type: "mailing.cancel", body: #"{"mailingId":"other"}"#),
      ], in: testbed)
    try publish(
      [
        Posting(
          id: "tooLarge", type: "mailing.send",
          body: body(#""subject":"Hej","body":{"text":"\#(String(repeating: long, count: 20))"}"#))
      ], in: testbed)
    try wait(until: "all have their outcome") {
      try testbed.count("inbox WHERE source = 'urn:campaign'") == bad.count + 5
    }
    #expect(
      try testbed.sql("SELECT string_agg(message_id, ' ') FROM refused WHERE code <> message_id")
        == "")
    #expect(try testbed.count("refused") == bad.count + 2)
    #expect(try testbed.sql("SELECT ending FROM inbox WHERE message_id = 'again'") == "1")
    #expect(try testbed.sql("SELECT message_id, code FROM parked") == "tooLarge|tooLarge")
    try waitForState(3, of: "m", in: testbed)
    #expect(try testbed.count("mailing") == 1)
    try worker.stop()
  }

  @Test("R6, B2, B7: a token opts out whom it was sent to, and a forged one changes nothing")
  func tokens() throws {
    let testbed = try Testbed()
    try testbed.addPeople(3)
    let worker = try testbed.worker(for: .mailings)
    let (lifecycle, bounces) = (
      try testbed.worker(for: .commands), try testbed.worker(for: .bounces)
    )
    try publish([MailingLoad.posting(id: "m1", to: #"{"all":true}"#)], in: testbed)
    try waitForState(3, of: "m1", in: testbed)
    let mails = try Publisher(testbed).drainMail { $0.count >= 3 }
    func token(_ number: Int) throws -> String {
      try #require(mails.first { $0.profile == MailingLoad.person(number) }).token
    }
    // The first one's address has moved to somebody else since; the word is the person's all the same.
    _ = try testbed.sql(
      "UPDATE address SET profile_id = '\(MailingLoad.person(1))', uses = 0 WHERE key = 'person1@x.se'"
    )
    let forged = String(repeating: "0", count: 32)
    try publish(
      [
        Self.command("out", "profile.optOut", #"{"token":"\#(try token(0).uppercased())"}"#),
        Self.command("forged", "profile.optOut", #"{"token":"\#(forged)"}"#),
        Self.command(
          "bounced", "bounce.event",
          #"{"token":"\#(try token(2))","outcome":"failed","status":"5.1.1"}"#),
        Self.command(
          "again", "bounce.event",
          #"{"token":"\#(try token(2))","outcome":"failed","status":"5.1.1"}"#),
        Self.command(
          "false", "bounce.event", #"{"token":"\#(forged)","outcome":"failed","status":"5.1.1"}"#),
      ], in: testbed)
    try wait(until: "all have their outcome") {
      try testbed.count("inbox WHERE source = 'urn:campaign'") == 6
    }
    #expect(
      try testbed.sql("SELECT profile_id, topic FROM opt_out") == "\(MailingLoad.person(0))|news")
    #expect(try testbed.sql("SELECT message_id, code FROM refused") == "forged|unknownToken")
    #expect(try testbed.sql("SELECT key FROM mark WHERE since IS NOT NULL") == "person3@x.se")
    #expect(
      try testbed.sql("SELECT key FROM mark WHERE delivered_at IS NOT NULL") == "person1@x.se")
    #expect(try testbed.sql("SELECT count(*), min(mailing) FROM bounce") == "1|m1")
    #expect(
      try testbed.count(
        "bounce AS b JOIN mailing_recipient AS r ON r.address_key = b.key "
          + "WHERE b.sent_at = r.handed_over_at") == 1)
    #expect(try bounces.metric("brevduva_bounces_total") == 3)
    // The next mailing leaves both out.
    try publish([MailingLoad.posting(id: "m2", to: #"{"all":true}"#)], in: testbed)
    try waitForState(3, of: "m2", in: testbed)
    #expect(
      try testbed.sql("SELECT excluded::text FROM mailing WHERE id = 'm2'")
        == #"{"noPrimary": 1, "undeliverable": 1}"#)
    for process in [worker, lifecycle, bounces] { try process.stop() }
  }
}
