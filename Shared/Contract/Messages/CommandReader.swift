import Domain
import Formats

/// Reads the fields of a command: what is ill-typed is a fault, what the rules forbid is noted.
struct CommandReader {
  /// The longest text that is kept, in octets.
  static let textLimit = 512
  /// The longest telephone number, external id and name of a system, in octets.
  static let idLimit = 256
  /// The longest address that is looked at, in octets.
  private static let addressLimit = 1024
  /// The most entries of a list.
  static let countLimit = 100

  let fields: Fields
  /// The first thing that the rules forbid.
  private(set) var refusal: Refusal?

  init(_ fields: Fields) {
    self.fields = fields
  }

  /// Notes what the rules forbid; the first counts.
  mutating func record(_ refusal: Refusal?) {
    self.refusal = self.refusal ?? refusal
  }

  /// The version that is expected.
  func version() throws(Fault) -> Int64? {
    guard let value = fields["expectedVersion"] else { return nil }
    guard let version = value.number.flatMap({ Int64($0) }) else {
      throw .illTyped(value, "a whole number")
    }
    return version
  }

  /// Reads the reason for the command: kept with a mark, otherwise for those who read the message.
  func reason() throws(Fault) -> String? {
    try fields.text("reason", limit: Self.textLimit)
  }

  /// The profile that most commands are about.
  func profile() throws(Fault) -> ProfileID {
    try id("profileId")
  }

  /// An id that must be there.
  func id<Entity>(_ key: JSONKey) throws(Fault) -> ID<Entity> {
    guard let id: ID<Entity> = try optionalID(key) else { throw fields.missing(key) }
    return id
  }

  /// An id; `nil` if it is absent.
  func optionalID<Entity>(_ key: JSONKey) throws(Fault) -> ID<Entity>? {
    guard let value = fields[key] else { return nil }
    guard let id = value.string.flatMap({ ID<Entity>($0) }) else {
      throw .illTyped(value, "an id (RFC 9562)")
    }
    return id
  }

  func flag(_ key: JSONKey) throws(Fault) -> Bool? {
    guard let value = fields[key] else { return nil }
    guard let flag = value.bool else { throw .illTyped(value, "true or false") }
    return flag
  }

  /// Reads the destination of a registration; it must be there.
  func destination() throws(Fault) -> Destination {
    guard let destination = try optionalDestination() else { throw fields.missing("to") }
    return destination
  }

  /// Reads the destination of a registration; `nil` if nobody says.
  func optionalDestination() throws(Fault) -> Destination? {
    guard let value = fields["to"] else { return nil }
    if value.string == "new" { return .new }
    guard let id = value.string.flatMap({ ProfileID($0) }) else {
      throw .illTyped(value, "a profile's id, or new")
    }
    return .profile(id)
  }

  /// A new address that must be there; `nil` if I3 refuses it, which is noted.
  mutating func newAddress(_ key: JSONKey) throws(Fault) -> EmailAddress? {
    let text = try addressText(required: key)
    return accepted { () throws(AddressRefusal) in try EmailAddress(text) }
  }

  /// The key of an address that must be there and names one of the book; `nil` if I3 refuses it, which
  /// is noted.
  mutating func knownAddress(_ key: JSONKey) throws(Fault) -> AddressKey? {
    knownAddress(try addressText(required: key))
  }

  /// The key of an address that names one of the book; `nil` if I3 refuses it, which is noted.
  mutating func knownAddress(_ value: JSONValue) throws(Fault) -> AddressKey? {
    knownAddress(try Self.addressText(value))
  }

  private mutating func knownAddress(_ text: String) -> AddressKey? {
    accepted { () throws(AddressRefusal) in try EmailAddress(known: text) }?.key
  }

  private mutating func accepted(
    _ read: () throws(AddressRefusal) -> EmailAddress
  ) -> EmailAddress? {
    do throws(AddressRefusal) {
      return try read()
    } catch {
      record(.badAddress(error.code))
      return nil
    }
  }

  private func addressText(required key: JSONKey) throws(Fault) -> String {
    guard let value = fields[key] else { throw fields.missing(key) }
    return try Self.addressText(value)
  }

  private static func addressText(_ value: JSONValue) throws(Fault) -> String {
    guard let text = value.string else { throw .illTyped(value, "a string") }
    guard text.utf8.count <= addressLimit else { throw .tooLong(value, limit: addressLimit) }
    return text
  }

  /// A use that must be there; `nil` if there is no such use, which is noted.
  mutating func use() throws(Fault) -> Use? {
    let word = try fields.text(required: "use", limit: Self.textLimit)
    guard let use = Use(rawValue: word) else {
      record(.unknownUse)
      return nil
    }
    return use
  }

  /// Reads the uses of an address; nothing if nobody says.
  mutating func uses() throws(Fault) -> Uses {
    var uses = Uses()
    for value in try fields.list("uses", limit: Self.countLimit) ?? [] {
      guard let word = value.string else { throw .illTyped(value, "a string") }
      guard let use = Use(rawValue: word) else {
        record(.unknownUse)
        continue
      }
      uses.formUnion(Uses(use))
    }
    return uses
  }

  /// An entry of `emails`, with what the rules forbid of it.
  func entry() throws(Fault) -> (EmailAddress?, Uses, Refusal?) {
    var reader = self
    let address = try reader.newAddress("address")
    return (address, try reader.uses(), reader.refusal)
  }

  /// Reads an edit: what is absent or null stays, an empty text clears.
  func edit() throws(Fault) -> Edit {
    let name = try fields.fields("name")
    return Edit(
      given: try Self.field(name?["given"], limit: Self.textLimit),
      family: try Self.field(name?["family"], limit: Self.textLimit),
      phone: try Self.field(fields["phone"], limit: Self.idLimit),
      externalIDs: try externalIDFields(), isProtected: try flag("protected"))
  }

  /// The ids in other systems by system; an empty text clears one.
  func externalIDFields() throws(Fault) -> [String: Edit.Field] {
    guard let object = try fields.fields("externalIds")?.object else { return [:] }
    var ids: [String: Edit.Field] = [:]
    for member in object.members where member.kind != .null {
      guard !member.key.isEmpty, member.key.utf8.count <= Self.idLimit else {
        throw .illTyped(member, "under the name of a system")
      }
      ids[member.key] = try Self.field(member, limit: Self.idLimit)
      if ids.count > Self.countLimit { throw .tooMany(object, limit: Self.countLimit) }
    }
    return ids
  }

  private static func field(_ value: JSONValue?, limit: Int) throws(Fault) -> Edit.Field {
    guard let value, value.kind != .null else { return .kept }
    return try Fields.text(value, limit: limit).map { .set($0) } ?? .cleared
  }
}
