/// A note that is kept, as far as it matters to where it belongs.
public struct RecordedNote: Hashable, Sendable {
  /// The profiles that it is filed on; none while it waits for a steward.
  public var profiles: Set<ProfileID>

  /// Describes a kept note.
  public init(profiles: Set<ProfileID> = []) {
    self.profiles = profiles
  }
}

/// Match of a note with a profile (M6); kept with it and told with it.
public enum NoteMatch: Hashable, Sendable {
  /// These addresses of the profile stand in it; in the order of the mail, at least one.
  case address([AddressKey])
  /// A steward filed it.
  case steward

  /// The contract's word.
  public var word: String {
    switch self {
    case .address: "address"
    case .steward: "steward"
    }
  }

  /// The keys that matched; none where a steward decided.
  public var keys: [AddressKey] {
    switch self {
    case .address(let keys): keys
    case .steward: []
    }
  }
}

/// Note that stands on a kept profile, and that came with a merge or since (L4).
public struct MergedNote: Hashable, Sendable {
  /// Its id.
  public let id: NoteID
  /// The profile that it was carried from, the first of a chain; `nil` if it came to the kept one itself.
  public let carriedFrom: ProfileID?
  /// The addresses that matched; none if a steward filed it, or they were erased (L1).
  public let matched: [AddressKey]
  /// Time at which it came, or at which a steward filed it there.
  public let at: Timestamp

  /// Describes a note of merged profiles.
  public init(id: NoteID, carriedFrom: ProfileID?, matched: [AddressKey], at: Timestamp) {
    self.id = id
    self.carriedFrom = carriedFrom
    self.matched = matched
    self.at = at
  }
}
