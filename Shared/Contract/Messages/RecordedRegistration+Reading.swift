public import Domain
import Formats

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
    // One that I3 refuses is none.
    let addresses = texts.compactMap { try? EmailAddress(known: $0) }
    self.init(
      profile: profile,
      name: Name(given: text(name?["given"]), family: text(name?["family"])),
      phone: text(data?["phone"]),
      address: addresses.first { $0.key == key } ?? addresses.first, all: addresses)
  }
}
