/// The id of a mailing, as the one who sends it gives it: a text that is not empty.
public typealias MailingID = String

/// A mailing as it is asked for: one message to many profiles (R1).
public struct Mailing: Hashable, Sendable {
  /// Its id.
  public let id: MailingID
  /// The topic that a person may want none of (R6), trimmed and in lower case; `nil` if it has none.
  public let topic: String?
  /// The use of the addresses that are mailed.
  public let use: Use
  /// `true` if the primary address stands in for one that is missing or marked.
  public let fallsBackToPrimary: Bool
  /// Whom it is for.
  public let audience: Audience
  /// Who is left out of these, without being counted; nobody if it is empty.
  public let exceptions: Audience
  /// What they get to read, with the fields of Mustache (R7).
  public let text: MailText
  /// Moment before which nothing is handed over; `nil` for at once.
  public let notBefore: Timestamp?
  /// Moment after which nothing is handed over or sent; `nil` if it does not say.
  public let doNotSendAfter: Timestamp?

  /// Describes a mailing.
  public init(
    id: MailingID, topic: String? = nil, use: Use = .primary, fallsBackToPrimary: Bool = false,
    audience: Audience, exceptions: Audience = Audience(), text: MailText,
    notBefore: Timestamp? = nil, doNotSendAfter: Timestamp? = nil
  ) {
    self.id = id
    self.topic = topic
    self.use = use
    self.fallsBackToPrimary = fallsBackToPrimary
    self.audience = audience
    self.exceptions = exceptions
    self.text = text
    self.notBefore = notBefore
    self.doNotSendAfter = doNotSendAfter
  }

  /// Returns whether its end comes before its beginning, if it is sent at a moment.
  public func isNeverSent(at moment: Timestamp) -> Bool {
    doNotSendAfter.map { $0 <= max(notBefore ?? moment, moment) } ?? false
  }

  /// How an address is chosen for it.
  public var selection: MailingSelection {
    MailingSelection(topic: topic, use: use, fallsBackToPrimary: fallsBackToPrimary)
  }
}

/// Way in which a mailing chooses the address of a profile (R1, R6).
public struct MailingSelection: Hashable, Sendable {
  /// See ``Mailing/topic``.
  public let topic: String?
  /// See ``Mailing/use``.
  public let use: Use
  /// See ``Mailing/fallsBackToPrimary``.
  public let fallsBackToPrimary: Bool

  /// Describes a choice.
  public init(topic: String?, use: Use, fallsBackToPrimary: Bool) {
    self.topic = topic
    self.use = use
    self.fallsBackToPrimary = fallsBackToPrimary
  }
}

/// Text of a mailing, or of one message of it.
public struct MailText: Hashable, Sendable {
  /// The subject: one line.
  public let subject: String
  /// The plain text; `nil` if there is HTML alone.
  public let text: String?
  /// The HTML; `nil` if there is plain text alone.
  public let html: String?

  /// Gathers the parts.
  public init(subject: String, text: String?, html: String?) {
    self.subject = subject
    self.text = text
    self.html = html
  }

  /// Octets of all parts.
  public var size: Int {
    subject.utf8.count + (text?.utf8.count ?? 0) + (html?.utf8.count ?? 0)
  }
}

/// Field of a profile that a text may name (R7); the raw value is its name there.
public enum MailField: String, CaseIterable, Sendable {
  /// The given name.
  case givenName
  /// The family name.
  case familyName
  /// Both names, with a space between.
  case name
  /// The address that is mailed.
  case address
  /// The page for whoever wants no more of this.
  case unsubscribeURL = "unsubscribeUrl"
}

extension MailField {
  /// The names of all.
  public static let words = Set(allCases.map(\.rawValue))

  /// The names of all, for a sentence.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Texts of a mailing that were read, to be filled in for one recipient after the other.
public protocol MailTemplates: Sendable {
  /// The texts with these values: a field without one is left out (R7).
  func filled(_ values: [MailField: String]) -> MailText
}
