/// Change of a mailing: it was begun, a chunk of it was decided, or it was stopped.
public enum MailingChange: Hashable, Sendable {
  /// It is kept until its end, and longer; with the SHA-256 of what was asked for.
  case begun(Mailing, hash: [UInt8])
  /// Recipients were chosen.
  case prepared([PreparedRecipient], MailingProgress)
  /// Recipients were handed over or left out.
  case handedOver([DecidedRecipient], MailingProgress)
  /// It was stopped: no recipient is handed over after this (R3).
  case cancelled
  /// A message that was handed over is another profile's, as its address is by the end of a merge (L4).
  case moved(from: ProfileID, to: ProfileID)
}

/// A profile that was chosen for a mailing, or left out of it.
public struct PreparedRecipient: Hashable, Sendable {
  /// The profile.
  public let profile: ProfileID
  /// The id of the message to it, the same however often it is sent (R4).
  public let messageID: MessageID
  /// Reason for which it gets none; `nil` if its turn comes.
  public let exclusion: Exclusion?

  /// Describes a recipient.
  public init(profile: ProfileID, messageID: MessageID, exclusion: Exclusion? = nil) {
    self.profile = profile
    self.messageID = messageID
    self.exclusion = exclusion
  }

  /// Its status.
  public var status: RecipientStatus { exclusion.map { .left($0) } ?? .waiting }
}

/// A recipient whose turn has come.
public struct DecidedRecipient: Hashable, Sendable {
  /// The profile under which it was chosen.
  public let profile: ProfileID
  /// The address for which the message was handed over.
  public let address: AddressKey?
  /// Reason for which there was none; `nil` exactly where there is an address.
  public let exclusion: Exclusion?

  /// It was handed over for an address.
  public init(profile: ProfileID, handedOverFor address: AddressKey) {
    self.profile = profile
    self.address = address
    exclusion = nil
  }

  /// It was left out.
  public init(profile: ProfileID, left exclusion: Exclusion) {
    self.profile = profile
    address = nil
    self.exclusion = exclusion
  }

  /// Its status.
  public var status: RecipientStatus { exclusion.map { .left($0) } ?? .handedOver }
}

/// Progress of a mailing after one of its chunks.
public struct MailingProgress: Hashable, Sendable {
  /// Its state from here on.
  public let state: MailingState
  /// The last profile of the chunk; `nil` at the end of a part.
  public let last: ProfileID?
  /// The counts up to here.
  public let counts: MailingCounts

  /// Describes a progress.
  public init(state: MailingState, last: ProfileID?, counts: MailingCounts) {
    self.state = state
    self.last = last
    self.counts = counts
  }
}

extension AddressBook {
  /// Brings the mailings to where a change leaves them.
  mutating func index(_ change: MailingChange, of id: MailingID) {
    switch change {
    case .begun(let mailing, let hash):
      mailings[id] = MailingStanding(
        hash: hash, notBefore: mailing.notBefore, text: mailing.text)
    case .prepared(let recipients, let progress):
      for recipient in recipients { mailed[id, default: [:]][recipient.profile] = recipient.status }
      mailings[id]?.take(progress)
    case .handedOver(let recipients, let progress):
      for recipient in recipients { mailed[id, default: [:]][recipient.profile] = recipient.status }
      mailings[id]?.take(progress)
    case .cancelled: mailings[id]?.state = .cancelled
    case .moved(let old, let new):
      if let status = mailed[id]?.removeValue(forKey: old) { mailed[id]?[new] = status }
      for (key, send) in sends where send.mailing == id && send.profile == old {
        sends[key]?.profile = new
      }
    }
  }
}

extension MailingStanding {
  /// Brings it to where a chunk leaves it.
  public mutating func take(_ progress: MailingProgress) {
    (state, last, counts) = (progress.state, progress.last, progress.counts)
  }
}
