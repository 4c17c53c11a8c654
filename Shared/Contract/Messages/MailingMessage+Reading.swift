public import Domain
import Formats
import Hashing

/// `mailing.send`, `mailing.cancel`, and the chunks into which their worker cuts a mailing.
extension MailingMessage: IncomingMessage {
  /// Reads a message about a mailing; see the contract for its fields.
  public static func read(_ envelope: Envelope) throws(Fault) -> MailingMessage {
    let reader = MailingReader(try Fields(of: envelope))
    switch envelope.kind {
    case .mailingSend: return try reader.send()
    case .mailingCancel: return .cancel(try reader.id())
    case .mailingPrepareChunk: return .prepareChunk(try reader.id(), after: try reader.after())
    case .mailingHandOverChunk: return .handOverChunk(try reader.id(), after: try reader.after())
    default:
      throw Fault(.unknownType, detail: "This version knows no such message about mailings.")
    }
  }
}

extension MailingMessage {
  /// Reads the data of a `mailing.send` that is not sent (R5).
  public static func read(sending data: [UInt8]) throws(Fault) -> MailingMessage {
    let value: JSONValue
    do throws(JSONFault) {
      value = try JSONValue(data)
    } catch {
      throw Fault(error)
    }
    return try MailingReader(try Fields(value)).send()
  }
}

/// Reads the fields of a message about a mailing: what is ill-typed is a fault, what the rules forbid a refusal.
private struct MailingReader {
  /// The longest id, in octets.
  private static let idLimit = 256
  /// The longest topic, use, subject and id of an event, in octets.
  private static let textLimit = 512
  /// The longest text that is looked at, in octets: that of a body.
  private static let bodyLimit = 64 << 20
  /// Most octets of all texts together.
  private static let sizeLimit = 1 << 20

  let fields: Fields

  init(_ fields: Fields) {
    self.fields = fields
  }

  func id() throws(Fault) -> MailingID {
    try fields.text(required: "mailingId", limit: Self.idLimit)
  }

  func after() throws(Fault) -> ProfileID? {
    guard let value = fields["after"] else { return nil }
    guard let last = value.string.flatMap({ ProfileID($0) }) else {
      throw .illTyped(value, "the id of a profile")
    }
    return last
  }

  func send() throws(Fault) -> MailingMessage {
    let id = try id()
    let topic = try fields.text("topic", limit: Self.textLimit).map(Profile.topic)
    let use = Use(rawValue: try fields.text("use", limit: Self.textLimit) ?? "primary")
    let fallsBack = try flag("fallbackToPrimary")
    guard let named = try fields.fields("audience") else { throw fields.missing("audience") }
    let audience = try AudienceReader.audience(named)
    let exceptions = try fields.fields("except").map { fields throws(Fault) in
      try AudienceReader.audience(fields)
    }
    let text = try text()
    let (begin, end) = (try moment("notBefore"), try moment("doNotSendAfter"))
    guard let use else { return .forbidden(.unknownUse) }
    guard let audience, !audience.isEmpty, let exceptions = exceptions ?? Audience() else {
      return .forbidden(.unknownAudience)
    }
    if let refusal = refusal(of: text) { return .forbidden(refusal) }
    let topicOfAll = topic == Profile.everyTopic ? nil : topic
    let mailing = Mailing(
      id: id, topic: topicOfAll, use: use, fallsBackToPrimary: fallsBack, audience: audience,
      exceptions: exceptions, text: text, notBefore: begin, doNotSendAfter: end)
    return .send(mailing, hash: SHA256.hash(mailing.canonicalForm))
  }

  private func text() throws(Fault) -> MailText {
    guard let subject = fields["subject"] else { throw fields.missing("subject") }
    guard let subject = subject.string else { throw .illTyped(subject, "a string") }
    guard let body = try fields.fields("body") else { throw fields.missing("body") }
    let text = try part("text", of: body)
    let html = try part("html", of: body)
    if text == nil, html == nil { throw body.missing("text") }
    return MailText(subject: subject, text: text, html: html)
  }

  /// A text as it is, white space around it included; `nil` if it is absent or empty.
  private func part(_ key: JSONKey, of body: Fields) throws(Fault) -> String? {
    guard let value = body[key] else { return nil }
    guard let text = value.string else { throw .illTyped(value, "a string") }
    return text.isEmpty ? nil : text
  }

  private func refusal(of text: MailText) -> Refusal? {
    let subject = text.subject
    guard subject.utf8.count <= Self.textLimit, !subject.trimmed.isEmpty,
      !subject.unicodeScalars.contains(where: \.breaksLine)
    else { return .invalidSubject }
    if text.size > Self.sizeLimit { return .textTooLarge }
    return templateRefusal(of: text)
  }

  /// What the rules forbid of the fields in a text; `nil` if nothing.
  private func templateRefusal(of text: MailText) -> Refusal? {
    do throws(TemplateFault) {
      for part in [text.subject, text.text, text.html] {
        if let part { _ = try TagScanner.count(in: part, fields: MailField.words) }
      }
      return nil
    } catch {
      switch error {
      case .unknownField: return .unknownField
      case .badTag, .tooManyTags: return .badTemplate
      }
    }
  }

  private func flag(_ key: JSONKey) throws(Fault) -> Bool {
    guard let value = fields[key] else { return false }
    guard let flag = value.bool else { throw .illTyped(value, "true or false") }
    return flag
  }

  private func moment(_ key: JSONKey) throws(Fault) -> Timestamp? {
    guard let value = fields[key] else { return nil }
    guard let moment = value.string.flatMap(RFC3339.microseconds) else {
      throw .illTyped(value, "a moment as RFC 3339 writes it")
    }
    return Timestamp(microseconds: moment)
  }
}

extension Mailing {
  /// All that was asked for, in one form however it was written: two mailings with the same form are the same.
  fileprivate var canonicalForm: [UInt8] {
    var writer = JSONWriter()
    writer.array([
      topic ?? "", topic == nil ? "" : "topic", use.rawValue, fallsBackToPrimary ? "fallback" : "",
      text.subject, text.text ?? "", text.html ?? "",
      notBefore.map { "\($0.microseconds)" } ?? "",
      doNotSendAfter.map { "\($0.microseconds)" } ?? "",
    ]) { $0.value($1) }
    for audience in [audience, exceptions] {
      writer.array(
        [audience.isEverybody ? "all" : ""] + audience.profiles.sorted().map(\.description)
          + [""] + audience.events.sorted() + [""] + audience.kinds.map(\.rawValue).sorted()
      ) { $0.value($1) }
    }
    return writer.bytes
  }
}
