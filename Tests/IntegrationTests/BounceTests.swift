import Contract
import Domain
import Foundation
import Messaging
import Testing

/// News of mail, from a message on the broker to the row and the event.
@Suite("Bounces", .serialized)
struct BounceTests {
  private static let åsa = "0190a000-0000-7000-8000-000000000001"

  private static let report = """
    From: MAILER-DAEMON@mx.exempel.se
    To: kansliet@example.com
    Subject: Undelivered Mail Returned to Sender
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.exempel.se

    Final-Recipient: rfc822; asa@exempel.se
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 <asa@exempel.se>: no such user

    --b
    Content-Type: message/rfc822

    From: kansliet@example.com
    To: asa@exempel.se
    Message-ID: <1@example.com>

    Hej
    --b--
    """

  private static let forged = report.replacing(
    "Message-ID: <1@example.com>", with: "Message-ID: <9@example.com>\nX-Brevduva-Token: f0rged")

  private func withPerson(_ addresses: [String] = ["asa@exempel.se"]) throws -> Testbed {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let emails = addresses.map { #"{"address":"\#($0)"}"# }.joined(separator: ",")
    try publisher.publish(
      #"{"profileId":"\#(Self.åsa)","emails":[\#(emails)]}"#, id: "create", type: "profile.create")
    try publisher.finish()
    let steward = try testbed.worker(for: .commands)
    try settled(1, testbed)
    try steward.stop()
    return testbed
  }

  private func settled(_ count: Int, _ testbed: Testbed) throws {
    try wait(until: "\(count) messages have their outcome and are told") {
      try testbed.count("inbox") == count && testbed.count("outbox") == 0
    }
  }

  @Test("B1–B3, B7, R6: reports, webhooks and our own form come to marks, opt-outs or nothing")
  func news() throws {
    let testbed = try withPerson()
    let publisher = try Publisher(testbed)
    let worker = try testbed.worker(for: .bounces)
    try publisher.publish(Self.forged, id: "forged", type: "bounce.report")
    try publisher.publish(
      "From: a@example.se\nSubject: Hej\n\nHej", id: "no", type: "bounce.report")
    try publisher.publish(
      #"{"recipient":"asa@exempel.se","outcome":"failed","diagnostic":"550 5.7.1 spam"}"#,
      id: "spam", type: "bounce.event")
    try publisher.finish()
    try settled(4, testbed)
    #expect(try testbed.count("mark") == 0)
    #expect(try testbed.sql("SELECT kind FROM bounce") == "blocked")
    try publisher.publish(Self.report, id: "dead", type: "bounce.report")
    try publisher.finish()
    try settled(5, testbed)
    #expect(
      try testbed.sql("SELECT key, status, reason, diagnostic, changed_by_id FROM mark")
        == "asa@exempel.se|5.1.1|mailboxUnknown|550 5.1.1 <asa@exempel.se>: no such user|dead")
    let complaint = """
      {"notificationType":"Complaint","complaint":{"complaintFeedbackType":"abuse",
       "complainedRecipients":[{"emailAddress":"ASA@exempel.se"}]},"mail":{"messageId":"0100"}}
      """
    try publisher.publish(complaint, id: "spam button", type: "bounce.event") {
      $0.appID = "https://gateway.example/ses"
    }
    try publisher.publish(
      #"{"event":"bounce"}"#, id: "odd", type: "bounce.event"
    ) { $0.appID = "sendgrid" }
    try publisher.finish()
    try settled(7, testbed)
    #expect(try testbed.sql("SELECT topic FROM opt_out") == "*")
    #expect(try testbed.sql("SELECT message_id, code FROM parked") == "odd|missingField")
    let outcomes = "SELECT message_id FROM inbox WHERE ending = 1 ORDER BY 1"
    #expect(try testbed.sql(outcomes) == "forged\nno")
    #expect(try worker.metric("brevduva_bounces_total") == 5)
    try worker.stop()
    #expect(!worker.logged.contains("exempel.se"))
  }

  @Test("B8: a storm is held; one decision lets all its marks go, slice by slice")
  func storm() throws {
    let testbed = try Testbed()
    _ = try testbed.sql(
      """
      INSERT INTO profile (id, created_at)
      SELECT lpad(to_hex(n), 32, '0')::uuid, now() FROM generate_series(1, 600) AS n;
      INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at,
        added_by_type, added_by_source, added_by_id)
      SELECT 'p' || n || '@exempel.se', 1, lpad(to_hex(n), 32, '0')::uuid, 'p' || n || '@exempel.se',
        1, 0, now(), 't', 's', 'i'
      FROM generate_series(1, 600) AS n;
      """)
    let publisher = try Publisher(testbed)
    for number in 1...600 {
      try publisher.publish(
        #"{"recipient":"p\#(number)@exempel.se","outcome":"failed","status":"5.1.1"}"#,
        id: "m\(number)", type: "bounce.event")
    }
    try publisher.finish()
    let worker = try testbed.worker(for: .bounces)
    try settled(600, testbed)
    let marked = try testbed.count("mark WHERE since IS NOT NULL")
    // Two lanes do not see what the other counts at the same moment.
    #expect(marked >= 121 && marked < 600)
    #expect(try testbed.count("bounce WHERE held_by IS NOT NULL") == 600 - marked)
    let id = try testbed.sql("SELECT id FROM storm WHERE decided_at IS NULL")
    try publisher.publish(
      #"{"stormId":"\#(id)","decision":"confirm"}"#, id: "decision", type: "bounce.storm")
    try publisher.finish()
    try wait(until: "all marks are set") {
      try testbed.count("mark WHERE since IS NOT NULL") == 600
        && testbed.count("bounce WHERE held_by IS NOT NULL") == 0
        && testbed.count("outbox") == 0
    }
    try worker.stop()
    #expect(try testbed.count("storm") == 1)
    #expect(try testbed.sql("SELECT decision FROM storm") == "0")
  }

  @Test("L2: a bounce of somebody purged changes nothing and leaves no trace of the address")
  func purged() throws {
    let testbed = try withPerson()
    let publisher = try Publisher(testbed)
    let steward = try testbed.worker(for: .commands)
    let worker = try testbed.worker(for: .bounces)
    try publisher.publish(Self.report, id: "before", type: "bounce.report")
    try publisher.finish()
    try settled(2, testbed)
    #expect(try testbed.count("bounce") == 1)
    try publisher.publish(
      #"{"profileId":"\#(Self.åsa)"}"#, id: "purge", type: "profile.purge")
    try publisher.finish()
    try settled(3, testbed)
    for outcome in ["failed", "delivered", "complained", "unsubscribed"] {
      try publisher.publish(
        #"{"recipient":"asa@exempel.se","outcome":"\#(outcome)","status":"5.1.1"}"#, id: outcome,
        type: "bounce.event")
    }
    try publisher.publish(Self.report, id: "after", type: "bounce.report")
    try publisher.finish()
    try settled(8, testbed)
    try worker.stop()
    try steward.stop()
    let dump = try runBesideServer("pg_dump", ["--inserts", "--no-owner", testbed.databaseURL])
    try #require(dump.status == 0, "\(dump.errors)")
    #expect(!dump.output.contains("asa@exempel.se"))
    #expect(try testbed.count("inbox WHERE ending = 1") == 5)
  }
}
