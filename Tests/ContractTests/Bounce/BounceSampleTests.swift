import Contract
import Domain
import Formats
import Testing

@Suite("Reports, read and judged")
struct BounceSampleTests {
  static let all =
    BounceSample.servers + BounceSample.suites + BounceSample.receivers + BounceSample.others

  /// The recipients of a message, as a sample writes them.
  static func read(_ text: String) -> [BounceSample.Recipient] {
    BounceExplanation(BounceReport(MailMessage(Array(text.utf8)))).recipients.map {
      BounceSample.Recipient(
        address: $0.address ?? "nobody", kind: $0.kind?.rawValue ?? "none",
        status: $0.status?.description)
    }
  }

  @Test("B1: each report is read as its server meant it", arguments: all)
  func samples(sample: BounceSample) {
    #expect(Self.read(sample.text) == sample.recipients)
  }

  @Test("B1: line ends make no difference", arguments: ["\r\n", "\r"])
  func lineEnds(end: String) {
    for sample in Self.all {
      let text = sample.text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: end)
      #expect(Self.read(text) == sample.recipients, "\(sample.name)")
    }
  }

  @Test("An explanation names the steps: what was read, what was said, the row that decided")
  func steps() throws {
    let sample = try #require(BounceSample.servers.first)
    let explanation = BounceExplanation(BounceReport(MailMessage(Array(sample.text.utf8))))
    #expect(explanation.steps.first == "read as delivery, by statusFields")
    let steps = try #require(explanation.recipients.first?.steps)
    #expect(steps.contains("Status: 5.1.1"))
    #expect(steps.contains { $0.hasPrefix("diagnosticCode: 550 5.1.1") })
    #expect(steps.last?.hasPrefix("judged permanent, mailboxUnknown, by the row") ?? false)
    #expect(steps.last?.hasSuffix("«User unknown»") ?? false)
  }

  @Test("R6: a complaint opts out by its type alone")
  func complaints() {
    for (type, optsOut) in [
      ("abuse", true), ("fraud", true), ("not-spam", false), ("auth-failure", false),
    ] {
      let report = BounceReport(
        MailMessage(
          Array(
            """
            From: fbl@example.net
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: \(type)
            Original-Rcpt-To: anna@example.net
            --b--
            """.utf8)))
      #expect(report.complaint?.optsOut == optsOut, "\(type)")
    }
  }
}
