import BookSamples
import Domain
import Testing

/// Evidence beside the words: class, stage, claim, and whose words they are.
@Suite("Evidence")
struct VerdictEvidenceTests {
  private func kind(_ evidence: DeliveryEvidence) -> BounceKind {
    VerdictTable.verdict(on: evidence).kind
  }

  @Test("B2: what has only been delayed is temporary, whatever was said")
  func delayed() {
    #expect(kind(.answer("550 5.1.1 User unknown", action: .delayed)) == .temporary)
    #expect(kind(.answer("554 Spam", action: .delayed)) == .temporary)
  }

  @Test("B2: class 4 wins inside an answer of class 5, and in the report's own status")
  func transient() {
    let nested = DeliveryEvidence.Passage(
      text: Array("554 5.4.7 [internal] message timeout, last 452-4.2.2 No such user".utf8)[...],
      codes: [
        .init(reply: 554, status: EnhancedStatus("5.4.7")),
        .init(reply: 452, status: EnhancedStatus("4.2.2")),
      ], isOwn: true)
    #expect(kind(DeliveryEvidence(action: .failed, passages: [nested])) == .temporary)
    #expect(kind(.answer("No such user", status: "4.1.1")) == .temporary)
    #expect(kind(.answer("No such user", status: "5.4.7")) == .temporary)
    #expect(kind(.answer("No such user", status: "5.0.0")) == .permanent)
  }

  @Test("B1: a delivery is a delivery, whatever was said")
  func delivered() {
    #expect(kind(.answer("550 User unknown", action: .delivered)) == .delivered)
  }

  @Test("B3: no evidence is unknown")
  func nothing() {
    #expect(kind(DeliveryEvidence()) == .unknown)
    #expect(kind(DeliveryEvidence(action: .failed)) == .unknown)
  }

  @Test("B3: an answer that several bear and one got marks none of them")
  func shared() {
    let evidence = DeliveryEvidence(
      action: .failed, passages: [.answer("550 No such user")], isShared: true)
    #expect(kind(evidence) == .unknown)
  }

  @Test("B3: a notice's common words do not outweigh an answer that tells nothing")
  func noticeWords() {
    let notice = DeliveryEvidence.Passage.answer("The mailbox may be full", isOwn: false)
    let mute = DeliveryEvidence.Passage.answer("550 5.0.0 Failed")
    #expect(kind(DeliveryEvidence(passages: [mute, notice])) == .unknown)
    #expect(kind(DeliveryEvidence(passages: [notice])) == .unknown)
    let told = DeliveryEvidence.Passage.answer("The mailbox is full", isOwn: false)
    #expect(kind(DeliveryEvidence(passages: [told])) == .temporary)
  }

  @Test("B3: words nearer to a server's own win, but for those that say little")
  func nearest() {
    let near = DeliveryEvidence.Passage.answer("550 mailbox is full")
    let far = DeliveryEvidence.Passage.answer("550 user unknown")
    #expect(kind(DeliveryEvidence(passages: [near, far])) == .temporary)
    let vague = DeliveryEvidence.Passage.answer("550 mailer error")
    #expect(kind(DeliveryEvidence(passages: [vague, far])) == .permanent)
    #expect(kind(DeliveryEvidence(passages: [vague])) == .unknown)
  }

  @Test("B3: the report's status counts where the answer has no code")
  func status() {
    #expect(kind(.answer("refused", status: "5.1.1")) == .permanent)
    #expect(kind(.answer("550 5.7.1 refused", status: "5.1.1")) == .permanent)
    #expect(kind(.answer("550 5.2.2 refused", status: "5.1.1")) == .temporary)
  }

  @Test(
    "B3: who was refused before a recipient was named was not refused for the recipient",
    arguments: [
      ("550 User unknown (in reply to MAIL FROM command)", BounceKind.blocked),
      ("550 No such domain (in reply to HELO command)", .blocked),
      ("Connected to 192.0.2.1 but my name was rejected: 501 Invalid domain", .blocked),
      ("SMTP error after initial connection: 554 No such user", .unknown),
      ("550 User unknown (in reply to RCPT TO command)", .permanent),
      ("550 User unknown (in reply to end of DATA command)", .blocked),
      ("550 5.1.1 User unknown (in reply to end of DATA command)", .permanent),
      ("550 Mailbox is full (in reply to end of DATA command)", .temporary),
    ])
  func stage(text: String, expected: BounceKind) {
    #expect(kind(.answer(text)) == expected)
  }

  @Test("B9: a gateway's claim counts where neither words nor codes tell")
  func claims() {
    #expect(kind(DeliveryEvidence(action: .failed, claim: .permanent)) == .permanent)
    #expect(kind(DeliveryEvidence(action: .failed, claim: .temporary)) == .temporary)
    #expect(kind(DeliveryEvidence(action: .failed, claim: .sender)) == .blocked)
    #expect(kind(.answer("550 Mailbox is full", claim: .permanent)) == .temporary)
    #expect(kind(.answer("550 5.7.1 refused", claim: .permanent)) == .blocked)
    #expect(kind(.answer("550 refused", claim: .permanent)) == .permanent)
  }

  @Test("R6: abuse and fraud opt out, and nothing else does")
  func complaints() {
    #expect(ComplaintReason.allCases.filter(\.optsOut) == [.abuse, .fraud])
    #expect(ComplaintReason(feedbackType: "Abuse") == .abuse)
    #expect(ComplaintReason(feedbackType: "not-spam") == .notSpam)
    #expect(ComplaintReason(feedbackType: "auth-failure") == .authFailure)
    #expect(ComplaintReason(feedbackType: "opt-out") == .other)
  }

  @Test("An enhanced code is three numbers of the classes 2, 4 and 5")
  func enhancedStatus() {
    #expect(EnhancedStatus("5.1.10")?.description == "5.1.10")
    for text in ["", "5", "5.1", "3.1.1", "5.1.1.1", "5.1.1000", "5.a.1", "5..1", "-5.1.1"] {
      #expect(EnhancedStatus(text) == nil, "\(text)")
    }
  }
}
