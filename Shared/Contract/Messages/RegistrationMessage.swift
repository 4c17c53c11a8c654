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
  /// The addresses in the order of the form, one at least; the first is one that I3 accepts, the
  /// others are as they were written (M4).
  public let addresses: [Registration.Further]
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

  /// The registration that the rules decide on: the first address that is no role mailbox decides, and
  /// if all of them are, the first (M4, M7).
  ///
  /// - Parameter isRoleMailbox: the rule for an address of a function instead of a person.
  public func registration(
    isRoleMailbox: (EmailAddress) -> Bool
  ) -> Registration? {
    let deciding =
      addresses.firstIndex { $0.address.map { !isRoleMailbox($0) } ?? false }
      ?? addresses.firstIndex { $0.address != nil }
    guard let deciding, let first = addresses[deciding].address else { return nil }
    var further = addresses
    further.remove(at: deciding)
    return Registration(
      kind: kind, first: first, further: further, name: name, phone: phone,
      externalIDs: externalIDs, eventID: event?.id, content: content)
  }
}
