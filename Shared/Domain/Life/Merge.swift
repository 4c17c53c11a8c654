/// Record of what a merge gave to the profile that was kept, and of what was said while the two were one, so
/// that it can be taken back (L4).
public struct Merge: Hashable, Sendable {
  /// An address that came along.
  public struct MovedAddress: Hashable, Sendable {
    /// Key of the address.
    public let key: AddressKey
    /// Its uses on the profile that was merged away.
    public let before: Uses
    /// Its uses on the kept profile when the merge was done.
    public let after: Uses

    /// Describes what became of an address.
    public init(key: AddressKey, before: Uses, after: Uses) {
      self.key = key
      self.before = before
      self.after = after
    }
  }

  /// The profile that was merged away.
  public let removed: ProfileID
  /// The profile that it was merged into.
  public let kept: ProfileID
  /// Time of the merge.
  public let at: Timestamp
  /// The state of the profile that was merged away, before.
  public let stateBefore: Profile.State
  /// The addresses that came along.
  public private(set) var addresses: [MovedAddress]
  /// The uses of the kept profile's own addresses before; `nil` if a program from before they were kept did
  /// the merge.
  public internal(set) var keptUses: [AddressKey: Uses]?
  /// Details that the kept profile lacked and got; external ids left the other for it.
  public internal(set) var filled: Details
  /// Opt-outs that the kept profile did not have.
  public internal(set) var optOuts: Set<String>
  /// What was said since, of either.
  public internal(set) var affirmed: Set<Affirmation>

  /// Describes a merge.
  public init(
    removed: ProfileID, kept: ProfileID, at: Timestamp, stateBefore: Profile.State,
    addresses: [MovedAddress], keptUses: [AddressKey: Uses]?, filled: Details,
    optOuts: Set<String>, affirmed: Set<Affirmation> = []
  ) {
    self.removed = removed
    self.kept = kept
    self.at = at
    self.stateBefore = stateBefore
    self.addresses = addresses
    self.keptUses = keptUses
    self.filled = filled
    self.optOuts = optOuts
    self.affirmed = affirmed
  }

  /// Notes what was said of the two, be it that it held already.
  public mutating func affirm(_ said: some Sequence<Affirmation>) {
    affirmed.formUnion(said)
  }

  /// Forgets which addresses and telephone were given, since they are erased: an unmerge names none of
  /// them (L1).
  public mutating func eraseContacts() {
    addresses = []
    keptUses = keptUses.map { _ in [:] }
    filled.phone = nil
  }

  /// Forgets addresses that were erased with somebody who has them now (L1, L2).
  public mutating func forget(_ keys: Set<AddressKey>) {
    addresses.removeAll { keys.contains($0.key) }
    keptUses = keptUses?.filter { !keys.contains($0.key) }
  }

  /// Returns the uses that addresses of the kept profile have once the merge is taken back: those from before
  /// it, and what that leaves to the ones that came since.
  func restored(_ uses: [AddressKey: Uses]) -> [AddressKey: Uses] {
    guard let keptUses else { return uses }
    let own = keptUses.filter { uses[$0.key] != nil }
    let taken = own.values.reduce(into: Uses()) { $0.formUnion($1) }
    return uses.merging(own) { _, before in before }
      .reduce(into: [:]) { $0[$1.key] = own[$1.key] ?? $1.value.subtracting(taken) }
  }
}

/// Registration that stands on a kept profile, and that came with a merge or since (L4).
public struct MergedRegistration: Hashable, Sendable {
  /// Its id.
  public let id: RegistrationID
  /// The profile that it was carried from, the first of a chain; `nil` if it came to the kept one itself.
  public let carriedFrom: ProfileID?
  /// The address that matched; `nil` if none did, or it was erased (L1).
  public let matched: AddressKey?
  /// Time at which it came, or at which a steward put it there.
  public let at: Timestamp

  /// Describes a registration of merged profiles.
  public init(
    id: RegistrationID, carriedFrom: ProfileID?, matched: AddressKey?, at: Timestamp
  ) {
    self.id = id
    self.carriedFrom = carriedFrom
    self.matched = matched
    self.at = at
  }
}
