/// State of a mailing (R3, R4).
public enum MailingState: Int16, CaseIterable, Sendable {
  /// Its recipients are chosen, chunk by chunk.
  case preparing = 0
  /// They are chosen, and its moment has not come.
  case prepared = 1
  /// It is handed over to the mail gateway, chunk by chunk.
  case handingOver = 2
  /// Each recipient was handed over or left out.
  case completed = 3
  /// It was stopped: nobody is handed over any more.
  case cancelled = 4
}

/// Counts of a mailing.
public struct MailingCounts: Hashable, Sendable {
  /// Profiles for whom an address was found when it was prepared.
  public var recipients: Int
  /// Those of them who are mailed at their primary address for want of one with the use (R1): when it was prepared,
  /// and from the first hand-over on of those who were handed over.
  public var byFallback: Int
  /// Messages that were handed over.
  public var handedOver: Int
  /// Profiles that get nothing, by the reason: when it was prepared, or when their turn came (R3).
  public var excluded: [Exclusion: Int]

  /// Counts so many.
  public init(
    recipients: Int = 0, byFallback: Int = 0, handedOver: Int = 0, excluded: [Exclusion: Int] = [:]
  ) {
    self.recipients = recipients
    self.byFallback = byFallback
    self.handedOver = handedOver
    self.excluded = excluded
  }
}

/// Standing of a mailing as it is kept between two chunks.
public struct MailingStanding: Hashable, Sendable {
  /// SHA-256 of what was asked for.
  public let hash: [UInt8]
  /// Its state.
  public var state: MailingState
  /// The last profile of the chunk before; `nil` before the first one of each of the two parts.
  public var last: ProfileID?
  /// Moment before which nothing is handed over; `nil` for at once.
  public let notBefore: Timestamp?
  /// What the recipients get to read, with its fields: since the last purge that cut into it (L2).
  public let text: MailText
  /// The counts up to now.
  public var counts: MailingCounts

  /// Describes a standing.
  public init(
    hash: [UInt8], state: MailingState = .preparing, last: ProfileID? = nil,
    notBefore: Timestamp? = nil, text: MailText, counts: MailingCounts = MailingCounts()
  ) {
    self.hash = hash
    self.state = state
    self.last = last
    self.notBefore = notBefore
    self.text = text
    self.counts = counts
  }
}

/// Status of one profile in one mailing.
public enum RecipientStatus: Hashable, Sendable {
  /// Its turn has not come.
  case waiting
  /// The message was handed over.
  case handedOver
  /// It gets nothing.
  case left(Exclusion)

  /// `true` if it gets the message, or is to get it.
  var isChosen: Bool { self == .waiting || self == .handedOver }

  /// Word for it: `waiting`, `handedOver`, or the reason.
  public var word: String {
    switch self {
    case .waiting: "waiting"
    case .handedOver: "handedOver"
    case .left(let reason): reason.rawValue
    }
  }

  /// Reads the word; `nil` for any other.
  public init?(word: String) {
    switch word {
    case "waiting": self = .waiting
    case "handedOver": self = .handedOver
    default:
      guard let reason = Exclusion(rawValue: word) else { return nil }
      self = .left(reason)
    }
  }
}

/// A mailing as it is kept, for those who go on with it.
public struct StoredMailing: Sendable {
  /// Its id.
  public let id: MailingID
  /// How it chooses addresses.
  public let selection: MailingSelection
  /// Octets of its texts.
  public let textSize: Int
  /// Moment after which nothing is handed over or sent; `nil` if it does not say.
  public let doNotSendAfter: Timestamp?

  /// Describes a mailing.
  public init(
    id: MailingID, selection: MailingSelection, textSize: Int, doNotSendAfter: Timestamp? = nil
  ) {
    self.id = id
    self.selection = selection
    self.textSize = textSize
    self.doNotSendAfter = doNotSendAfter
  }
}

/// A recipient whose turn has not come.
public struct WaitingRecipient: Hashable, Sendable {
  /// The profile that was chosen; it may have been merged away since.
  public let profile: ProfileID
  /// The id of the message to it.
  public let messageID: MessageID
  /// Random token of the recipient, in lower-case hexadecimal digits; `nil` once the person was purged.
  public let token: String?

  /// Describes a recipient.
  public init(profile: ProfileID, messageID: MessageID, token: String?) {
    self.profile = profile
    self.messageID = messageID
    self.token = token
  }
}
