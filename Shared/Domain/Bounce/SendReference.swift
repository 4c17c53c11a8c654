/// Identity of a message that we sent to one recipient, by what those who tell of it have in common (B2).
public struct SendReference: Hashable, Sendable {
  /// Text of it, at most 512 octets; personal, since an id may name a person.
  public let text: String

  /// Wraps a reference that was made before; it is not checked.
  public init(stored text: String) {
    self.text = text
  }

  /// Names the message with a token.
  public init(token: String) {
    self.init(clipping: "token:\(token)")
  }

  /// Names a mailing's message: it sends one to each recipient.
  public init(mailing: String) {
    self.init(clipping: "mailing:\(mailing)")
  }

  /// Names the message with a Message-ID, or with the gateway's own id; brackets and case count for nothing.
  public init(messageID: String) {
    let bare = messageID.trimmed.drop { $0 == "<" }.prefix { $0 != ">" }
    self.init(clipping: "message:\(bare.lowercased())")
  }

  /// Names the message of which a report tells that names none: each such report stands for one.
  public init(report: MessageReference) {
    self.init(clipping: "report:\(report.source) \(report.id)")
  }

  private init(clipping text: String) {
    self.init(
      stored: text.utf8.count <= 512 ? text : String(decoding: text.utf8.prefix(512), as: UTF8.self)
    )
  }
}

/// Key by which a message of a mailing is found that was handed over: all that is told of it tells one of them.
public enum SendKey: Hashable, Comparable, Sendable {
  /// Its token; one that nobody was sent is forged or of an older book (B7).
  case token(String)
  /// Its id, which is the local part of its `Message-ID`; one that nobody was sent is a stranger's.
  case message(MessageID)

  /// Reads the key of a `Message-ID`, with brackets or without; `nil` if it is not written as ours are.
  public init?(messageID: String) {
    let parts = messageID.trimmed.drop { $0 == "<" }.split(
      separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = MessageID(String(parts[0])) else { return nil }
    self = .message(id)
  }
}

/// A message of a mailing that was handed over, found by its token or its `Message-ID` (R4, B5, B7).
public struct Send: Hashable, Sendable {
  /// Its token.
  public let token: String
  /// The profile that was chosen, or to which the end of a merge gave the message; it may have been merged away
  /// since.
  public internal(set) var profile: ProfileID
  /// The address that was mailed; `nil` once the person has died (L1).
  public let recipient: AddressKey?
  /// The mailing.
  public let mailing: MailingID
  /// The mailing's topic; `nil` if it has none.
  public let topic: String?
  /// Time at which the mail gateway took it.
  public let handedOverAt: Timestamp

  /// Describes a message.
  public init(
    token: String, profile: ProfileID, recipient: AddressKey?, mailing: MailingID, topic: String?,
    handedOverAt: Timestamp
  ) {
    self.token = token
    self.profile = profile
    self.recipient = recipient
    self.mailing = mailing
    self.topic = topic
    self.handedOverAt = handedOverAt
  }
}
