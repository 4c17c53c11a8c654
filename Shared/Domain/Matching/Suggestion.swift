/// Something put before the stewards to accept or dismiss.
public struct Suggestion: Hashable, Sendable {
  /// Kind of suggestion; the contract's words.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// An address that a form gave beside the first (M4).
    case additionalAddress
    /// Two profiles that may be one person (M4).
    case duplicate
    /// A match whose name differs clearly (M5).
    case nameDiffers
    /// The address stood on a removed profile (M2).
    case previouslyRemoved
    /// Only role mailboxes were given; no profile yet (M7).
    case roleMailbox
    /// An address of the form was erased when its person died (L1).
    case deceasedAddress
    /// An external id of the form stands on another profile.
    case externalIDElsewhere = "externalIdElsewhere"
    /// A note passes on a mail of somebody who holds an address (M6).
    case forwardedSender
    /// The mailbox of an address has another owner now (B10).
    case ownerChanged
  }

  /// Its id.
  public let id: SuggestionID
  /// Kind of suggestion.
  public let kind: Kind
  /// The profiles that it is about: none (role mailbox), one, or two with the one it was made for first.
  public let profiles: [ProfileID]
  /// The registration that gave rise to it; `nil` where none did.
  public let registration: RegistrationID?
  /// Evidence: a key, a folded name, an external id; for a role mailbox the registration, for what a
  /// note passes on the note.
  ///
  /// Personal data. With kind and profiles it makes the suggestion one and the same: what was made once is not
  /// made again, open or dismissed (E4).
  public let evidence: String

  /// Describes a suggestion.
  public init(
    id: SuggestionID, kind: Kind, profiles: [ProfileID], registration: RegistrationID? = nil,
    evidence: String
  ) {
    self.id = id
    self.kind = kind
    self.profiles = profiles
    self.registration = registration
    self.evidence = evidence
  }
}

extension Suggestion {
  /// Identity of a suggestion: two with the same one are the same (E4).
  public struct Identity: Hashable, Sendable {
    /// Kind of suggestion.
    public let kind: Kind
    /// The profiles, in the suggestion's order.
    public let profiles: [ProfileID]
    /// Evidence of the suggestion.
    public let evidence: String

    /// Names a suggestion by its content.
    public init(kind: Kind, profiles: [ProfileID], evidence: String) {
      self.kind = kind
      self.profiles = profiles
      self.evidence = evidence
    }
  }

  /// The suggestion without its id and its occasion.
  public var identity: Identity {
    Identity(kind: kind, profiles: profiles, evidence: evidence)
  }
}

/// A suggestion with what was decided on it.
public struct SuggestionState: Hashable, Sendable {
  /// Decision of a steward; the numbers are those of the store.
  public enum Decision: Int16, Sendable {
    /// Nothing yet.
    case open = 0
    /// It was carried out.
    case accepted = 1
    /// It was turned down, and does not return (E4).
    case dismissed = 2
  }

  /// Suggestion that it is about.
  public let suggestion: Suggestion
  /// Open, accepted or dismissed.
  public var decision: Decision

  /// Describes the state of a suggestion.
  public init(_ suggestion: Suggestion, decision: Decision = .open) {
    self.suggestion = suggestion
    self.decision = decision
  }
}
