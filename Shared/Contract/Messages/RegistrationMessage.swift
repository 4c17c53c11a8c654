public import Domain
import Formats

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

extension RecordedRegistration {
  /// The members of a registration's data that stay when its person dies: neither address nor telephone,
  /// and no free answers (L1).
  public static let lastingMembers = ["name", "externalIds", "event", "donation"]

  /// Reads what is kept of a registration; parts that were erased, or are no more what a form may send,
  /// are `nil`.
  ///
  /// - Parameters:
  ///   - content: the message's data as it was kept.
  ///   - profile: the profile that it is recorded on; `nil` while it is held.
  ///   - key: the key that matched; of several addresses, that one is given.
  public init(content: [UInt8], on profile: ProfileID?, matched key: AddressKey?) {
    let data = JSONText(content).root
    let name = data?["name"]
    func text(_ value: JSONValue?) -> String? {
      value.flatMap { try? Fields.text($0, limit: .max) }  // what is no text is no more there
    }
    let texts =
      [data?["email"]].compactMap(\.?.string)
      + (data?["emails"]?.elements.compactMap(\.string) ?? [])
    let addresses = texts.compactMap { try? EmailAddress($0) }  // one that I3 refuses is none
    self.init(
      profile: profile,
      name: Name(given: text(name?["given"]), family: text(name?["family"])),
      phone: text(data?["phone"]),
      address: addresses.first { $0.key == key } ?? addresses.first, all: addresses)
  }
}
