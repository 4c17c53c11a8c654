public import Domain
import Formats

/// `registration.event`, `registration.alumni` and `registration.donation`, as a form sends them.
extension Registration: IncomingMessage {
  /// The longest name, telephone number and title, in octets.
  private static let nameLimit = 512
  /// The longest id, in octets.
  private static let idLimit = 256
  /// The most addresses, and the most external ids, that a form may give.
  private static let countLimit = 100
  /// The longest address that is kept, sound or not, in octets.
  private static let addressLimit = 1024

  /// Reads a registration; see the contract for its fields.
  public static func read(_ envelope: Envelope) throws(Fault) -> Registration {
    let kind = try kind(envelope.kind)
    let fields = try Fields(of: envelope)
    _ = try fields.fields("answers")
    let (first, further) = try addresses(fields)
    let registration = Registration(
      kind: kind, first: first, further: further, name: try name(fields),
      phone: try fields.text("phone", limit: idLimit), externalIDs: try externalIDs(fields),
      eventID: try eventID(fields), content: envelope.data)
    try checkDonation(fields)
    return registration
  }

  private static func kind(_ type: MessageType) throws(Fault) -> Registration.Kind {
    if type == .registrationEvent { return .event }
    if type == .registrationAlumni { return .alumni }
    if type == .registrationDonation { return .donation }
    throw Fault(.unknownType, detail: "The type is not that of a registration.")
  }

  private static func addresses(
    _ fields: Fields
  ) throws(Fault) -> (first: EmailAddress, further: [Registration.Further]) {
    guard let list = try fields.list("emails", limit: countLimit) else {
      guard let email = fields["email"] else { throw fields.missing("email") }
      return (try first(email), [])
    }
    if fields["email"] != nil { throw fields.illTyped("email", "absent beside emails") }
    let entries = list.filter { !isNone($0) }
    guard let head = entries.first else { throw fields.missing("emails") }
    let first = try first(head)
    var further: [Registration.Further] = []
    for value in entries.dropFirst() { further.append(try self.further(value)) }
    return (first, further)
  }

  /// Returns whether an entry is none: null, or a text with nothing in it (M4).
  static func isNone(_ value: JSONValue) -> Bool {
    value.kind == .null || value.string?.trimmed.isEmpty == true
  }

  private static func first(_ value: JSONValue) throws(Fault) -> EmailAddress {
    let text = try addressText(value)
    do {
      return try EmailAddress(text)
    } catch {
      throw Fault(error, path: value.path)
    }
  }

  private static func further(_ value: JSONValue) throws(Fault) -> Registration.Further {
    let text = try addressText(value)
    return Registration.Further(text: text, address: try? EmailAddress(text))
  }

  /// Reads the text of an address untrimmed: offsets count from the text as it was sent (I3).
  private static func addressText(_ value: JSONValue) throws(Fault) -> String {
    guard let text = value.string else { throw .illTyped(value, "a string") }
    guard text.utf8.count <= addressLimit else { throw .tooLong(value, limit: addressLimit) }
    return text
  }

  private static func name(_ fields: Fields) throws(Fault) -> Name {
    guard let name = try fields.fields("name") else { return Name() }
    return Name(
      given: try name.text("given", limit: nameLimit),
      family: try name.text("family", limit: nameLimit))
  }

  private static func externalIDs(_ fields: Fields) throws(Fault) -> [ExternalID] {
    guard let object = try fields.fields("externalIds")?.object else { return [] }
    var ids: [ExternalID] = []
    for member in object.members where member.kind != .null {
      let system = member.key
      guard !system.isEmpty, system.utf8.count <= idLimit else {
        throw .illTyped(member, "under the name of a system")
      }
      guard let value = try Fields.text(member, limit: idLimit) else { continue }
      ids.append(ExternalID(system: system, value: value))
      if ids.count > countLimit { throw .tooMany(object, limit: countLimit) }
    }
    return ids
  }

  private static func eventID(_ fields: Fields) throws(Fault) -> String? {
    guard let event = try fields.fields("event") else { return nil }
    let id = try event.text("id", limit: idLimit)
    _ = try event.text("title", limit: nameLimit)
    return id
  }

  /// Checks the form of a donation, which is kept with the data.
  private static func checkDonation(_ fields: Fields) throws(Fault) {
    guard let donation = try fields.fields("donation") else { return }
    let amount = try donation.text(required: "amount", limit: nameLimit)
    let code = try donation.text(required: "currency", limit: nameLimit)
    guard let currency = Currency(code) else {
      throw donation.illTyped("currency", "three capital letters (ISO 4217)")
    }
    guard currency.hasAmount(amount) else {
      throw donation.illTyped("amount", "an amount such as \(currency.example), as text")
    }
    _ = try donation.text("campaign", limit: nameLimit)
  }
}

extension Currency {
  /// Amount of this currency as it is written, for a sentence.
  fileprivate var example: String {
    decimals == 0 ? "500" : "500." + String(repeating: "0", count: decimals)
  }
}
