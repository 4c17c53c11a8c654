import Contract
import Domain
import Formats
import Messaging
import Testing

@Suite("News of mail, as messages")
struct BounceMessageTests {
  static func read(
    _ type: MessageType, _ body: String, from source: String? = nil, contentType: String? = nil
  ) throws -> BounceMessage {
    try message(of: reading(type, body, from: source, contentType: contentType))
  }

  private static func reading(
    _ type: MessageType, _ body: String, from source: String? = nil, contentType: String? = nil
  ) -> EnvelopeResult {
    Envelope.read(
      .of(body, routingKey: type.rawValue) {
        $0.appID = source
        $0.contentType = contentType
      }, from: .bounces)
  }

  private static func message(of reading: EnvelopeResult) throws -> BounceMessage {
    switch reading {
    case .message(let envelope): return try BounceMessage.read(envelope)
    case .unreadable(let unreadable): throw unreadable.fault
    }
  }

  static func news(_ message: BounceMessage) -> [BounceNews] {
    if case .news(let news) = message { news } else { [] }
  }

  private static func key(_ text: String) throws -> AddressKey { try EmailAddress(text).key }

  private static let report = BounceSample.report(
    "a forwarding that failed", [],
    fields: """
      Reporting-MTA: dns; mx.example.org
      Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0100

      Original-Recipient: rfc822;Anna@Example.net
      Final-Recipient: rfc822; bo@example.org
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 <bo@example.org>: no such user (for anna@example.net)
      """,
    message: """
      From: <kansliet@example.com>
      To: anna@example.net
      Message-ID: <1@example.com>
      Date: Mon, 30 Nov 2026 09:00:00 +0100

      Hej
      """)

  @Test("B5, B7: a report tells whom we mailed, which message, when, and what was answered")
  func reported() throws {
    let all = Self.news(try Self.read(.bounceReport, Self.report.text))
    let news = try #require(all.first)
    #expect(try all.count == 1 && news.recipient == Self.key("anna@example.net"))
    #expect(news.addressee == nil && news.key == nil && news.gateway == nil)
    #expect(news.send == SendReference(messageID: "1@example.com"))
    #expect(news.sentAt == Timestamp(microseconds: 1_796_025_600_000_000))
    guard case .failed(let failure) = news.content else {
      Issue.record("no failure")
      return
    }
    #expect(failure.kind == .permanent && failure.reason == .mailboxUnknown)
    #expect(failure.status == "5.1.1")
    // The other person's address is left out of what is kept; the own one stays.
    #expect(failure.diagnostic == "550 5.1.1 <–>: no such user (for anna@example.net)")
    #expect(!String(decoding: failure.evidence, as: UTF8.self).contains("bo@example.org"))
  }

  @Test(
    "B5, B7: a report that tells no token tells our Message-ID, and keeps nobody's address then")
  func ownMessage() throws {
    let id = MessageID(value: 0x018f_0000_0000_7000_8000_0000_0000_0007)
    let text = Self.report.text.replacing("<1@example.com>", with: "<\(id)@news.example.com>")
    let news = try #require(Self.news(try Self.read(.bounceReport, text)).first)
    #expect(news.key == .message(id))
    guard case .failed(let failure) = news.content else { return }
    #expect(failure.diagnostic == "550 5.1.1 <–>: no such user (for –)")
  }

  @Test(
    "B5, B7: a Message-ID is ours if its local part is an id, in either case; any other leads nowhere",
    arguments: [
      ("<018F0000-0000-7000-8000-000000000007@news.example.com>", true),
      (" 018f0000-0000-7000-8000-000000000007@x", true),
      ("018f0000-0000-7000-8000-000000000007", false), ("<1@example.com>", false), ("", false),
      ("<018f0000-0000-7000-8000-000000000007@a@b>", false), ("<>", false), ("@", false),
    ])
  func messageIDs(text: String, isOurs: Bool) {
    let id = MessageID(value: 0x018f_0000_0000_7000_8000_0000_0000_0007)
    #expect(SendKey(messageID: text) == (isOurs ? .message(id) : nil))
  }

  @Test("B5: without the message's Date its arrival counts, and without that nothing")
  func sent() throws {
    let text = Self.report.text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("Date:") }
    let arrived = Self.news(try Self.read(.bounceReport, text.joined(separator: "\n"))).first
    #expect(arrived?.sentAt == Timestamp(microseconds: 1_796_029_200_000_000))
    let bare = text.filter { !$0.hasPrefix("Arrival-Date:") }.joined(separator: "\n")
    let dated = "Date: Mon, 30 Nov 2026 12:00:00 +0100\n" + bare
    let news = Self.news(try Self.read(.bounceReport, dated))
    #expect(news.first?.sentAt == nil)
    #expect(news.first?.reportedAt == Timestamp(microseconds: 1_796_036_400_000_000))
  }

  @Test("B7: where a report names only another's address, the message tells whom we mailed")
  func forwarded() throws {
    let text = Self.report.text.replacing("Original-Recipient: rfc822;Anna@Example.net\n", with: "")
    let news = try #require(Self.news(try Self.read(.bounceReport, text)).first)
    #expect(try news.recipient == Self.key("bo@example.org"))
    #expect(try news.addressee == Self.key("anna@example.net"))
    guard case .failed(let failure) = news.content else { return }
    #expect(failure.diagnostic == "550 5.1.1 <–>: no such user (for –)")
  }

  @Test("What is no report of mail that we sent is no news")
  func nothing() throws {
    for text in [
      "From: anna@example.net\nSubject: Hej\n\nHej!",
      "From: anna@example.net\nSubject: Auto: Hej\nAuto-Submitted: auto-replied\n\nI am away.",
      """
      From: dmarc@example.net
      Subject: Report Domain: example.com Submitter: example.net Report-ID: <1>
      Content-Type: application/gzip

      x
      """,
    ] {
      #expect(Self.news(try Self.read(.bounceReport, text)) == [], "\(text)")
    }
  }

  @Test("R6: a mail program's request to get no more speaks of our token")
  func unsubscribing() throws {
    let text = """
      From: anna@example.net
      To: bounce+t0k3n@news.example.com
      Subject: unsubscribe
      Auto-Submitted: auto-generated

      """
    let news = try #require(Self.news(try Self.read(.bounceReport, text)).first)
    #expect(news.content == .unsubscribed && news.key == .token("t0k3n") && news.recipient == nil)
  }

  @Test("B1–B3, R6, B9: a gateway's event is read by the source's name, in JSON or as a form")
  func gateways() throws {
    // A file with an event in each line is no message.
    for sample in GatewayTests.all where !sample.body.contains("}\n{") {
      let isForm = !["{", "["].contains(sample.body.first)
      let message = try Self.read(
        .bounceEvent, sample.body, from: "https://uni.example/\(sample.gateway.rawValue)",
        contentType: isForm ? "application/x-www-form-urlencoded; charset=utf-8" : nil)
      let kinds = Self.news(message).map { news in
        switch news.content {
        case .failed(let failure): failure.kind.rawValue
        case .delivered: "delivered"
        case .complained: "complaint"
        case .suppressed: "suppressed"
        case .unsubscribed, .unsuppressed: "none"
        }
      }
      #expect(kinds == sample.events.map { String($0.split(separator: " ")[1]) }, "\(sample)")
      #expect(Self.news(message).allSatisfy { $0.gateway == sample.gateway.rawValue })
    }
  }

  /// Events that tell what the message was sent with, and when; or until when mail is held back.
  static let told: [(gateway: Gateway, body: String)] = [
    (
      .ses,
      """
      {"eventType":"Delivery","mail":{"timestamp":"2026-11-30T09:00:00Z","destination":["a@x.se"],
       "headers":[{"name":"To","value":"a@x.se"},{"name":"X-Brevduva-Token","value":"T0k3n"}]},
       "delivery":{"recipients":["a@x.se"],"timestamp":"2026-11-30T09:00:07Z"}}
      """
    ),
    (
      .resend,
      """
      {"type":"email.delivered","created_at":"2026-11-30T09:00:07Z","data":{"email_id":"1","to":["a@x.se"],
       "created_at":"2026-11-30T09:00:00Z","headers":[{"name":"x-brevduva-token","value":"t0k3n"}]}}
      """
    ),
    (
      .sparkpost,
      """
      [{"msys":{"message_event":{"type":"delivery","rcpt_to":"a@x.se","timestamp":"1796029207",
       "injection_time":"2026-11-30T09:00:00.000Z","rcpt_meta":{"X-Brevduva-Token":"t0k3n"}}}}]
      """
    ),
    (
      .mailchimp,
      """
      [{"event":"delivered","ts":1796029207,"msg":{"email":"a@x.se","ts":1796029200,
       "metadata":{"X-Brevduva-Token":"t0k3n"}}}]
      """
    ),
    (
      .postmark,
      """
      {"RecordType":"Delivery","Recipient":"a@x.se","DeliveredAt":"2026-11-30T09:00:07Z",
       "Metadata":{"x-brevduva-token":"t0k3n"}}
      """
    ),
    (
      .mailgun,
      """
      {"event-data":{"event":"delivered","recipient":"a@x.se","timestamp":1796029207,
       "user-variables":{"X-Brevduva-Token":"t0k3n"}}}
      """
    ),
    (
      .sendgrid,
      #"[{"event":"delivered","email":"a@x.se","timestamp":1796029207,"X-Brevduva-Token":"t0k3n"}]"#
    ),
    (
      .mailtrap,
      """
      {"events":[{"event":"delivery","email":"a@x.se","timestamp":1796029207,
       "custom_variables":{"X-Brevduva-Token":"t0k3n"}}]}
      """
    ),
    (
      .sweego,
      """
      {"event_type":"delivered","recipient":"a@x.se","timestamp":"2026-11-30T09:00:07Z",
       "headers":{"x-brevduva-token":"t0k3n"}}
      """
    ),
    (
      .unisenderGo,
      """
      [{"event_name":"transactional_email_status","event_data":{"status":"delivered","email":"a@x.se",
       "event_time":"2026-11-30 09:00:07","metadata":{"X-Brevduva-Token":"t0k3n"}}}]
      """
    ),
  ]

  @Test(
    "B5, B7: a gateway that gives back what a message was sent with tells our token, and some when it was sent",
    arguments: told)
  func tokens(gateway: Gateway, body: String) throws {
    let news = try #require(
      Self.news(try Self.read(.bounceEvent, body, from: gateway.rawValue)).first)
    #expect(news.content == .delivered && news.key == .token("t0k3n"))
    let sent = Timestamp(microseconds: 1_796_029_200_000_000)
    #expect(
      news.sentAt == ([.ses, .resend, .sparkpost, .mailchimp].contains(gateway) ? sent : nil))
    #expect(news.reportedAt == Timestamp(microseconds: sent.microseconds + 7_000_000))
  }

  @Test("B7: who is forwarded to stands in nobody's words, though it is a gateway that names them")
  func forwardedByGateway() throws {
    let id = MessageID(value: 0x018f_0000_0000_7000_8000_0000_0000_0007)
    for (messageID, words) in [
      ("<\(id)@x>", "550 5.1.1 <–> no"), ("<1@x>", "550 5.1.1 <bo@y.se> no"),
    ] {
      let webhook = #"""
        [{"event":"bounce","email":"bo@y.se","smtp-id":"\#(messageID)","reason":"550 5.1.1 <bo@y.se> no"}]
        """#
      let own = #"""
        {"outcome":"failed","recipient":"bo@y.se","messageId":"\#(messageID)",
         "diagnostic":"550 5.1.1 <bo@y.se> no"}
        """#
      for (body, source) in [(webhook, "sendgrid"), (own, "urn:x")] {
        let news = try #require(Self.news(try Self.read(.bounceEvent, body, from: source)).first)
        guard case .failed(let failure) = news.content else {
          Issue.record("\(news.content)")
          continue
        }
        #expect(failure.diagnostic == words)
      }
    }
  }

  @Test(
    "B9: a gateway that says until when it holds mail back is taken at its word",
    arguments: [
      (
        Gateway.ahasend,
        """
        {"type":"suppression.created","timestamp":"2026-11-30T09:00:00Z","data":{"recipient":"a@x.se",
         "reason":"bounce","expires_at":"2026-12-30T09:00:00Z"}}
        """
      ),
      (
        .emailit,
        """
        [{"type":"suppression.created","data":{"object":{"email":"a@x.se",
         "keep_until":"2026-12-30T09:00:00.000000Z"}}}]
        """
      ),
      (
        .mailchimp,
        """
        [{"type":"blacklist","action":"add","ts":1796029200,
         "reject":{"email":"a@x.se","reason":"soft-bounce","expires_at":"2026-12-30 09:00:00"}}]
        """
      ),
    ])
  func expiries(gateway: Gateway, body: String) throws {
    let news = try #require(
      Self.news(try Self.read(.bounceEvent, body, from: gateway.rawValue)).first)
    guard case .suppressed(let until, _) = news.content else {
      Issue.record("\(news.content)")
      return
    }
    #expect(until == Timestamp(microseconds: 1_798_621_200_000_000))
  }

  @Test("B9: that a list of the gateway's was in the way is told by mail and in our own form too")
  func heldBack() throws {
    let words = "550 5.7.1 a@x.se is on the suppression list of the account"
    let own = #"{"recipient":"a@x.se","outcome":"failed","diagnostic":"\#(words)"}"#
    let report = BounceSample.report(
      "held back", [],
      fields: """
        Reporting-MTA: dns; out.example.org

        Final-Recipient: rfc822; a@x.se
        Action: failed
        Status: 5.7.1
        Diagnostic-Code: smtp; \(words)
        """)
    for (type, body) in [(MessageType.bounceEvent, own), (.bounceReport, report.text)] {
      let news = try #require(Self.news(try Self.read(type, body)).first)
      #expect(
        news.content
          == .suppressed(
            until: nil, reason: "550 5.7.1 – is on the suppression list of the account"))
      #expect(try news.recipient == Self.key("a@x.se") && news.gateway == nil)
    }
  }

  @Test(
    "A gateway's event that cannot be read is parked, an unknown one until it is known",
    arguments: [
      (#"[{"email":"a@example.net","event":"new"}]"#, "unknownType", "$[0].event"),
      (#"[{"event":"bounce"}]"#, "missingField", "$[0].email"),
    ])
  func unknownEvents(body: String, code: String, path: String) throws {
    let fault = #expect(throws: Fault.self) {
      try Self.read(.bounceEvent, body, from: "sendgrid")
    }
    #expect(fault?.code.text == code && fault?.path == path)
  }

  @Test("B1, B2, R6: our own form has each outcome; the original recipient comes first")
  func own() throws {
    let kinds: [(String, String)] = [
      (#""failed","status":"5.1.1""#, "permanent"), (#""failed","status":"4.2.2""#, "temporary"),
      (#""failed","diagnostic":"550 5.7.1 spam""#, "blocked"), (#""failed""#, "unknown"),
      (#""delayed","status":"4.4.1""#, "temporary"),
    ]
    for (fields, kind) in kinds {
      let body = #"{"recipient":"bo@x.se","originalRecipient":"a@x.se","outcome":\#(fields)}"#
      let news = try #require(Self.news(try Self.read(.bounceEvent, body)).first)
      guard case .failed(let failure) = news.content else {
        Issue.record("\(fields)")
        continue
      }
      #expect(try failure.kind.rawValue == kind && news.recipient == Self.key("a@x.se"))
    }
    let whole = """
      {"recipient":"a@x.se","outcome":"delivered","mailingId":"m1","messageId":"<1@x>",
       "sentAt":"2026-11-30T09:00:00Z","token":"t"}
      """
    let news = try #require(Self.news(try Self.read(.bounceEvent, whole)).first)
    #expect(news.content == .delivered && news.mailing == "m1" && news.key == .token("t"))
    #expect(news.send == SendReference(mailing: "m1"))
    #expect(news.sentAt == Timestamp(microseconds: 1_796_029_200_000_000))
    for (outcome, content) in [
      ("complained", BounceNews.Content.complained(.abuse)), ("unsubscribed", .unsubscribed),
    ] {
      let body = #"{"recipient":"a@x.se","outcome":"\#(outcome)"}"#
      #expect(Self.news(try Self.read(.bounceEvent, body)).map(\.content) == [content])
    }
  }

  @Test("E1: an outcome that there is not is forbidden; an address that I3 refuses is nobody's")
  func forbidden() throws {
    #expect(
      try Self.read(.bounceEvent, #"{"recipient":"a@x.se","outcome":"lost"}"#)
        == .forbidden(.unknownOutcome))
    let news = Self.news(
      try Self.read(.bounceEvent, #"{"recipient":"nobody","outcome":"failed"}"#))
    #expect(news.count == 1 && news[0].recipient == nil)
  }

  /// Messages that cannot be read, with code and path.
  static let faults: [(type: MessageType, body: String, code: String, path: String)] = [
    (.bounceEvent, #"{"outcome":"failed"}"#, "missingField", "$.recipient"),
    (.bounceEvent, #"{"recipient":"a@x.se"}"#, "missingField", "$.outcome"),
    (.bounceEvent, #"{"recipient":1,"outcome":"failed"}"#, "illTyped", "$.recipient"),
    (
      .bounceEvent, #"{"recipient":"a@x.se","outcome":"failed","sentAt":"today"}"#, "illTyped",
      "$.sentAt"
    ),
    (.bounceEvent, "[]", "illTyped", "$"),
    (.bounceStorm, #"{"decision":"drop"}"#, "missingField", "$.stormId"),
    (.bounceStorm, #"{"stormId":"1","decision":"drop"}"#, "illTyped", "$.stormId"),
    (
      .bounceStorm, #"{"stormId":"\#(StormID(value: 7))","decision":"wait"}"#, "illTyped",
      "$.decision"
    ),
    (.bounceStorm, #"{"stormId":"\#(StormID(value: 7))"}"#, "missingField", "$.decision"),
  ]

  @Test("E1: what cannot be read has a code and a path", arguments: faults)
  func unreadable(type: MessageType, body: String, code: String, path: String) throws {
    let fault = #expect(throws: Fault.self) { try Self.read(type, body) }
    #expect(fault?.code.text == code && fault?.path == path)
    #expect(fault?.redactedPath == path)
  }

  @Test("B8: a decision on a storm")
  func storm() throws {
    for (word, decision) in [("confirm", Storm.Decision.confirmed), ("drop", .dropped)] {
      let body = #"{"stormId":"\#(StormID(value: 7))","decision":"\#(word)"}"#
      #expect(
        try Self.read(.bounceStorm, body) == .storm(StormOrder(decision, on: StormID(value: 7))))
    }
  }

  @Test("A report that speaks of over a thousand recipients is parked")
  func tooMany() throws {
    let groups = (0...1000).map {
      "Final-Recipient: rfc822; p\($0)@example.net\nAction: failed\nStatus: 5.1.1\n"
    }
    let sample = BounceSample.report(
      "many", [], fields: "Reporting-MTA: dns; x\n\n" + groups.joined(separator: "\n"))
    let fault = #expect(throws: Fault.self) { try Self.read(.bounceReport, sample.text) }
    #expect(fault?.code.text == "tooMany")
  }

  @Test("B7: what is kept of a report is judged as the report was, and names nobody else")
  func evidence() throws {
    for sample in BounceSampleTests.all {
      for news in Self.news(try Self.read(.bounceReport, sample.text)) {
        guard case .failed(let failure) = news.content else { continue }
        let kept = try #require(BounceEvidence(json: failure.evidence), "\(sample.name)")
        #expect(kept.json == failure.evidence)
        let verdict = VerdictTable.verdict(on: kept.evidence)
        #expect(verdict.kind == failure.kind, "\(sample.name)")
        let text = String(decoding: failure.evidence, as: UTF8.self)
        #expect(!text.contains("kansliet@example.com"), "\(sample.name)")
      }
    }
  }
}
