/// Request of a steward for a new profile.
public struct NewProfile: Hashable, Sendable {
  /// The id that it is to have; `nil` for a fresh one.
  public let id: ProfileID?
  /// Name, each part of which may be missing.
  public let name: Name
  /// Telephone as it was written.
  public let phone: String?
  /// Ids in other systems, one for each system.
  public let externalIDs: [String: String]
  /// The addresses with their uses; they are added in this order, so that of two with one use the later
  /// one has it (S3), and the first one is primary (S2) unless another one is to be.
  public let addresses: [Address]
  /// `true` if an address may be one that was erased with a purged person (L6).
  public let despitePurge: Bool

  /// Describes a profile to be made.
  public init(
    id: ProfileID? = nil, name: Name = Name(), phone: String? = nil,
    externalIDs: [String: String] = [:], addresses: [Address] = [],
    despitePurge: Bool = false
  ) {
    self.id = id
    self.name = name
    self.phone = phone
    self.externalIDs = externalIDs
    self.addresses = addresses
    self.despitePurge = despitePurge
  }

  /// The addresses as they stand on the profile in the end (U4, S1, S2, S3).
  var settled: [Address] { settled(mayLackPrimary: false) }

  /// The same; where it may lack one, no address becomes the primary one by itself (S5).
  func settled(mayLackPrimary: Bool) -> [Address] {
    addresses.reduce(into: []) { settled, added in
      let isFirst = settled.isEmpty && !mayLackPrimary
      let uses = isFirst ? added.uses.union(Uses(.primary)) : added.uses
      for place in settled.indices { settled[place].uses.subtract(uses) }
      if let place = settled.firstIndex(where: { $0.key == added.key }) {
        settled[place].uses.formUnion(uses)
      } else {
        settled.append(Address(added.address, uses: uses))
      }
    }
  }
}
