public import Domain
public import Formats

/// Message read and judged, with the steps that led there, as `bounce explain` shows them.
///
/// It repeats addresses and words of the message, and is for the eyes of whoever has the message.
public struct BounceExplanation: Sendable {
  /// Recipient as it was judged.
  public struct Recipient: Sendable {
    /// Address that was mailed, as far as the message tells; `nil` where it names nobody.
    public let address: String?
    /// Kind of the judgement; `nil` for news that is no fate of a message.
    public let kind: BounceKind?
    /// Status that stands in the message.
    public let status: EnhancedStatus?
    /// Steps, in their order; told when they are asked for, since most who judge many do not.
    public var steps: [String] { tell() }

    private let tell: @Sendable () -> [String]

    fileprivate init(
      address: String?, kind: BounceKind?, status: EnhancedStatus?,
      tell: @escaping @Sendable () -> [String]
    ) {
      self.address = address
      self.kind = kind
      self.status = status
      self.tell = tell
    }
  }

  /// Recipients of whom the message speaks; none where it reports nothing.
  public let recipients: [Recipient]
  /// Steps before any recipient: the kind of message, and the sign by which it was told.
  public let steps: [String]

  /// Judges what a message reports.
  public init(_ report: BounceReport) {
    var steps = ["read as \(report.kind), by \(report.sign)"]
    if let id = report.original.messageID { steps.append("of the message \(id)") }
    if let token = report.original.token { steps.append("with the token \(token)") }
    self.steps = steps
    let complaint = report.complaint
    let named =
      report.recipients.map { Recipient($0, complaint: complaint) }
      + report.events.map(Recipient.init)
    recipients = named.isEmpty ? [Recipient(nobodyIn: report)].compactMap(\.self) : named
  }

  /// Judges what a gateway tells.
  public init(_ events: [GatewayEvent]) {
    steps = ["read as \(events.count) events; opens, clicks and sends are left out"]
    recipients = events.map(Recipient.init)
  }
}

extension BounceReport {
  /// Reason of a feedback report, which says whether the recipient wants no more mail (R6); `nil` for others.
  public var complaint: ComplaintReason? {
    guard case .feedback(let type) = kind else { return nil }
    return ComplaintReason(feedbackType: type)
  }
}

extension BounceExplanation.Recipient {
  fileprivate init(_ reported: ReportedRecipient, complaint: ComplaintReason?) {
    let (address, status) = (reported.addresses[0], reported.status.flatMap(EnhancedStatus.init))
    if let complaint {
      self.init(address: address, kind: complaint.kind, status: status) {
        reported.steps + [complaint.step]
      }
    } else {
      let verdict = reported.verdict
      self.init(address: address, kind: verdict.kind, status: status) {
        reported.steps + [verdict.step(in: reported.passages)]
      }
    }
  }

  /// The one recipient whom a report leaves unnamed; `nil` if the message reports nothing of anybody.
  fileprivate init?(nobodyIn report: BounceReport) {
    let unnamed = "named nowhere: the token or the message's id may tell who it is"
    switch report.kind {
    case .delivery: self.init(address: nil, kind: .unknown, status: nil) { [unnamed] }
    case .feedback(let type):
      let complaint = ComplaintReason(feedbackType: type)
      self.init(address: nil, kind: complaint.kind, status: nil) { [unnamed, complaint.step] }
    case .unsubscription, .automaticReply, .listNote, .aggregate, .ordinary: return nil
    }
  }

  fileprivate init(_ event: GatewayEvent) {
    let verdict = event.verdict
    self.init(
      address: event.recipient, kind: verdict?.kind,
      status: event.status.flatMap(EnhancedStatus.init)
    ) {
      var steps = ["told as \(event.outcome)"]
      if let answer = event.answer { steps.append("answer: \(answer.line)") }
      steps.append(verdict?.step(in: event.answer.map { [$0] } ?? []) ?? "no fate of a message")
      return steps
    }
  }
}

extension ReportedRecipient {
  /// What stands of a recipient in the message, before it is judged.
  fileprivate var steps: [String] {
    var steps = ["called \(addresses.joined(separator: ", "))"]
    if let action { steps.append("Action: \(action)") }
    if let status = reportedStatus.flatMap(EnhancedStatus.init) {
      steps.append("Status: \(status)")
    }
    return steps + passages.map { "\($0.source): \($0.line)" }
  }
}

extension ComplaintReason {
  /// Kind of news that it is; that something is no spam is none.
  fileprivate var kind: BounceKind? { self == .notSpam ? nil : .complaint }

  fileprivate var step: String {
    "feedback: \(rawValue), which opts \(optsOut ? "out" : "nobody out")"
  }
}

extension BounceVerdict {
  /// The judgement, the row that decided, and the words that fulfilled it.
  fileprivate func step(in passages: [Passage]) -> String {
    var step = "judged \(kind), \(reason)"
    if let row, let source { step += ", by the row \(row) (\(source))" }
    if let passage, let words {
      step += ": «\(String(decoding: passages[passage].text[words], as: UTF8.self))»"
    }
    return step
  }
}
