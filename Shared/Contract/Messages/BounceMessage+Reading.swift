public import Domain
import Formats

extension BounceMessage: IncomingMessage {
  /// Reads and judges news of mail: a report as it came by mail, a gateway's own event, named by the last
  /// part of the source, or ours; or a decision on a storm.
  public static func read(_ envelope: Envelope) throws(Fault) -> BounceMessage {
    switch envelope.kind {
    case .bounceReport: return .news(try news(in: envelope.data))
    case .bounceStorm: return .storm(try order(CommandReader(try Fields(of: envelope))))
    default:
      guard let gateway = Gateway(source: envelope.attributes.reference.source) else {
        return try OwnBounceReader(try Fields(of: envelope)).message()
      }
      do throws(GatewayFault) {
        return .news(
          try gateway.events(in: envelope.data).compactMap { BounceNews($0, by: gateway) })
      } catch {
        throw Fault(error)
      }
    }
  }

  private static func news(in mail: [UInt8]) throws(Fault) -> [BounceNews] {
    let report = BounceReport(MailMessage(mail))
    guard report.recipients.count <= BounceReport.recipientLimit else {
      throw Fault(
        .tooMany, detail: "The report speaks of over \(BounceReport.recipientLimit) recipients.")
    }
    return report.news
  }

  private static func order(_ reader: CommandReader) throws(Fault) -> StormOrder {
    let storm: StormID = try reader.id("stormId")
    let word = try reader.fields.text(required: "decision", limit: CommandReader.textLimit)
    guard let decision = [Storm.Decision.confirmed, .dropped].first(where: { $0.word == word }),
      reader.fields["decision"]?.string != nil
    else {
      throw Fault(
        .illTyped, path: reader.fields["decision"]?.path,
        offset: reader.fields["decision"]?.range.lowerBound,
        detail: "The field must be confirm or drop.")
    }
    return StormOrder(decision, on: storm)
  }
}

extension Fault {
  /// A gateway's event that cannot be read; one of a kind that is not known waits for a version that does.
  fileprivate init(_ fault: GatewayFault) {
    let name = fault.gateway.rawValue
    switch fault.problem {
    case .json(let code): self.init(.json(code), path: fault.path, detail: code.sentence)
    case .missing:
      self.init(
        .missingField, path: fault.path, detail: "The field must be there in events of \(name).")
    case .unknownEvent:
      self.init(
        .unknownType, path: fault.path, detail: "No such event of \(name) is known.")
    }
  }
}

/// Reads our own form of news, `bounce.event` of whoever is no known gateway.
struct OwnBounceReader {
  /// The longest answer that is read, in octets.
  private static let diagnosticLimit = 65_536

  private let fields: Fields

  init(_ fields: Fields) {
    self.fields = fields
  }

  func message() throws(Fault) -> BounceMessage {
    let limit = CommandReader.textLimit
    let token = try fields.text("token", limit: limit)
    let original = try fields.text("originalRecipient", limit: 2 * limit)
    let named = try fields.text("recipient", limit: 2 * limit)
    guard let recipient = original ?? named ?? token else { throw fields.missing("recipient") }
    let word = try fields.text(required: "outcome", limit: limit)
    let mailing = try fields.text("mailingId", limit: CommandReader.idLimit)
    let messageID = try fields.text("messageId", limit: 2 * limit)
    let send = try fields.text("send", limit: limit)
    let sentAt = try moment("sentAt")
    let key = AddressKey(spelled: recipient)
    let sendKey = SendKey(token: token, messageID: messageID)
    // The message itself tells whom we mailed: the address that is named may be another's.
    guard let content = try content(word, of: sendKey == nil ? key : nil) else {
      return .forbidden(.unknownOutcome)
    }
    return .news([
      BounceNews(
        content, of: key,
        key: sendKey,
        send: send.map(SendReference.init(stored:)) ?? mailing.map(SendReference.init(mailing:))
          ?? messageID.map(SendReference.init(messageID:)),
        mailing: mailing, sentAt: sentAt)
    ])
  }

  /// The content of an outcome; `nil` if there is no such.
  private func content(
    _ outcome: String, of key: AddressKey?
  ) throws(Fault) -> BounceNews.Content? {
    switch outcome {
    case "delivered": return .delivered
    case "complained": return .complained(.abuse)
    case "unsubscribed": return .unsubscribed
    case "failed", "delayed":
      if let kept = try fields.fields("evidence")?.object {
        guard let evidence = BounceEvidence(json: Array(kept.octets)) else {
          throw .illTyped(kept, "evidence as it was kept")
        }
        return BounceFailure(evidence, of: Set([key].compactMap(\.self))).map { .failed($0) }
      }
      let status = try fields.text("status", limit: CommandReader.textLimit)
        .flatMap(EnhancedStatus.init)
      let said =
        try fields.text("diagnostic", limit: Self.diagnosticLimit)
        .map { [Passage(.diagnosticCode, saying: $0)] } ?? []
      let evidence = DeliveryEvidence(
        action: outcome == "failed" ? .failed : .delayed, status: status,
        passages: said.map(\.evidence))
      return BounceNews.Content(
        evidence, passages: said, status: status, gatewayID: nil,
        of: Set([key].compactMap(\.self)))
    default: return nil
    }
  }

  private func moment(_ key: JSONKey) throws(Fault) -> Timestamp? {
    guard let value = fields[key] else { return nil }
    guard let moment = value.string.flatMap(RFC3339.microseconds) else {
      throw .illTyped(value, "a moment as RFC 3339 writes it")
    }
    return Timestamp(microseconds: moment)
  }
}
