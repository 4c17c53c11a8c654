/// A registration as a form sends it: for an event, as an alumnus, or with a donation.
public struct Registration: Hashable, Sendable {
  /// Kind of registration.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// An event.
    case event
    /// The alumni network.
    case alumni
    /// A donation.
    case donation
  }

  /// An address that a form gives beside the first (M4).
  public struct Further: Hashable, Sendable {
    /// Text as it was written.
    public let text: String
    /// Its address; `nil` where I3 refuses it, and then it matches nobody.
    public let address: EmailAddress?

    /// Keeps the text whatever it is.
    public init(text: String, address: EmailAddress?) {
      self.text = text
      self.address = address
    }
  }

  /// Event, alumni or donation.
  public let kind: Kind
  /// The address that decides; for several, the first that is no role mailbox (M7).
  public let first: EmailAddress
  /// The others, in the order of the form.
  public let further: [Further]
  /// Name as the form gives it.
  public let name: Name
  /// Telephone as the form gives it.
  public let phone: String?
  /// External ids: kept with the registration, never matched.
  public let externalIDs: [ExternalID]
  /// The id of the event; `nil` for the other kinds, and where the form gives none.
  public let eventID: String?
  /// The message's data as it came, strict JSON; stored whole.
  public let content: [UInt8]

  /// Describes a registration.
  public init(
    kind: Kind, first: EmailAddress, further: [Further] = [], name: Name = Name(),
    phone: String? = nil, externalIDs: [ExternalID] = [], eventID: String? = nil,
    content: [UInt8] = []
  ) {
    self.kind = kind
    self.first = first
    self.further = further
    self.name = name
    self.phone = phone
    self.externalIDs = externalIDs
    self.eventID = eventID
    self.content = content
  }
}

/// Match of a registration with its profile (M3); kept with it and told with it.
public struct Match: Hashable, Sendable {
  /// The rule that decided.
  public enum Rule: String, Hashable, Sendable {
    /// The address stands on an active profile (M1, M2).
    case address
    /// Nobody active had it: a profile was made (M3).
    case created
    /// A steward decided.
    case steward
  }

  /// Rule that decided.
  public let rule: Rule
  /// The value that matched.
  public let key: AddressKey

  /// Keeps rule and value.
  public init(rule: Rule, key: AddressKey) {
    self.rule = rule
    self.key = key
  }
}
