/// Record of what a merge gave to the profile that was kept, so that it can be taken back (L4).
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
  /// Details that the kept profile lacked and got; external ids left the other for it.
  public private(set) var filled: Details
  /// Opt-outs that the kept profile did not have.
  public let optOuts: Set<String>

  /// Describes a merge.
  public init(
    removed: ProfileID, kept: ProfileID, at: Timestamp, stateBefore: Profile.State,
    addresses: [MovedAddress], filled: Details, optOuts: Set<String>
  ) {
    self.removed = removed
    self.kept = kept
    self.at = at
    self.stateBefore = stateBefore
    self.addresses = addresses
    self.filled = filled
    self.optOuts = optOuts
  }

  /// Forgets which addresses and telephone were given, since they are erased: an unmerge names none of
  /// them (L1).
  public mutating func eraseContacts() {
    addresses = []
    filled.phone = nil
  }

  /// Forgets addresses that were erased with somebody who has them now (L1, L2).
  public mutating func forget(_ keys: Set<AddressKey>) {
    addresses.removeAll { keys.contains($0.key) }
  }
}

/// Something that a merge gave and that was changed since: an unmerge leaves it where it is (L4).
public enum Leftover: Hashable, Sendable {
  /// An address that has other uses by now, or has left the kept profile.
  case address(AddressKey)
  /// The given name.
  case givenName
  /// The family name.
  case familyName
  /// The telephone.
  case phone
  /// The id in another system.
  case externalID(system: String)
  /// An opt-out.
  case optOut(topic: String)
}
