public import Domain

/// `registration.event`, `registration.alumni` and `registration.donation`, as a form sends them.
public struct RegistrationMessage: IncomingMessage, Hashable {
  /// What the form is for.
  public struct Event: Hashable, Sendable {
    /// Its id in the system that holds the event; `nil` if the form gives none.
    public let id: String?
    /// Its title; `nil` if the form gives none.
    public let title: String?
  }

  /// What was given.
  public struct Donation: Hashable, Sendable {
    /// A decimal number as text, of two decimals at most: `500.00`.
    public let amount: String
    /// Three capital letters (ISO 4217).
    public let currency: String
    /// What it was given for; `nil` if the form gives nothing.
    public let campaign: String?
  }

  /// Event, alumni or donation.
  public let kind: Registration.Kind
  /// The first address of the form; one that I3 refuses is a fault of the message.
  public let first: EmailAddress
  /// The others, in the order of the form, as they were written (M4).
  public let further: [Registration.Further]
  /// As the form gives it.
  public let name: Name
  /// As the form gives it.
  public let phone: String?
  /// By system.
  public let externalIDs: [ExternalID]
  /// What is registered for; `nil` if the form gives nothing.
  public let event: Event?
  /// What was given; `nil` if the form gives nothing.
  public let donation: Donation?
  /// The data as it came: strict JSON.
  public let content: [UInt8]

  /// What the rules decide on; which of its addresses decides is theirs to say (M4, M7).
  public var registration: Registration {
    Registration(
      kind: kind, first: first, further: further, name: name, phone: phone,
      externalIDs: externalIDs, eventID: event?.id, content: content)
  }
}
