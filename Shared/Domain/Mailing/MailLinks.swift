/// Places to which those who get mail, and their servers, answer.
public struct MailLinks: Hashable, Sendable {
  /// The page for opt-outs; the token is appended to it.
  public let unsubscribeURL: String
  /// The domain to which bounces come back.
  public let returnPathDomain: String

  /// Names the places.
  public init(unsubscribeURL: String, returnPathDomain: String) {
    self.unsubscribeURL = unsubscribeURL
    self.returnPathDomain = returnPathDomain
  }

  /// The page for one recipient.
  func unsubscribeURL(for token: String) -> String {
    "\(unsubscribeURL)\(unsubscribeURL.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")token=\(token)"
  }

  /// The address to which bounces of one message come; its local part has 39 octets.
  func returnPath(for token: String) -> String { "bounce+\(token)@\(returnPathDomain)" }
}

/// A message on its way to the mail gateway, as `brevduva.mail` carries it.
struct OutgoingMail {
  /// How long after its hand-over a message may be sent, in microseconds, where the mailing does not say: a day.
  private static let lifetime: Int64 = 86_400_000_000

  let mailing: StoredMailing
  let recipient: WaitingRecipient
  let token: String
  /// The profile that is mailed: the kept one, if the recipient was merged away since.
  let profile: Profile
  let address: EmailAddress
  let links: MailLinks
  let templates: any MailTemplates
  let handedOverAt: Timestamp

  /// The data of the message.
  var data: [String: MessageValue] {
    let text = templates.filled(values)
    var body: [String: MessageValue] = [:]
    body["text"] = text.text.map { .text($0) }
    body["html"] = text.html.map { .text($0) }
    return [
      "mailingId": .text(mailing.id), "profileId": .text(profile.id.description),
      "to": .text(address.text), "returnPath": .text(links.returnPath(for: token)),
      "headers": .object(headers), "subject": .text(text.subject.oneLine), "body": .object(body),
      "doNotSendAfter": .moment(doNotSendAfter),
    ]
  }

  private var doNotSendAfter: Timestamp {
    mailing.doNotSendAfter
      ?? Timestamp(microseconds: handedOverAt.microseconds + Self.lifetime)
  }

  private var values: [MailField: String] {
    var values: [MailField: String] = [
      .address: address.text, .unsubscribeURL: links.unsubscribeURL(for: token),
    ]
    values[.givenName] = profile.name.given
    values[.familyName] = profile.name.family
    let names = [profile.name.given, profile.name.family].compactMap(\.self)
    values[.name] = names.joined(separator: " ")
    return values
  }

  /// The header fields of RFC 8058 and RFC 2369, the token, and what keeps automata from answering.
  private var headers: [String: MessageValue] {
    let (url, path) = (links.unsubscribeURL(for: token), links.returnPath(for: token))
    var headers: [String: MessageValue] = [
      "Message-ID": .text("<\(recipient.messageID)@\(links.returnPathDomain)>"),
      "List-Unsubscribe": .text("<\(url)>, <mailto:\(path)?subject=unsubscribe>"),
      "List-Unsubscribe-Post": .text("List-Unsubscribe=One-Click"),
      "X-Brevduva-Token": .text(token), "Precedence": .text("bulk"),
    ]
    if let topic = mailing.selection.topic, topic.isLabel {
      headers["List-Id"] = .text("<\(topic).\(links.returnPathDomain)>")
    }
    return headers
  }
}

extension String {
  /// The text on one line: a character that ends lines or controls becomes a space, so that no value puts a
  /// header field of its own into a message.
  var oneLine: String {
    guard unicodeScalars.contains(where: \.breaksLine) else { return self }
    var line = String.UnicodeScalarView()
    for scalar in unicodeScalars { line.append(scalar.breaksLine ? " " : scalar) }
    return String(line)
  }

  /// `true` for letters, digits and hyphens of ASCII alone, not more than a label of a domain name has.
  fileprivate var isLabel: Bool {
    utf8.count <= 63
      && utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || $0 == UInt8(ascii: "-")
      }
  }
}

extension Unicode.Scalar {
  /// `true` for what ends a line, or controls.
  public var breaksLine: Bool {
    properties.generalCategory == .control || self == "\u{2028}" || self == "\u{2029}"
  }
}
