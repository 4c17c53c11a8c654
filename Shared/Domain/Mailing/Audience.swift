/// People whom a mailing is for, or whom it leaves out: whoever is in any of these.
public struct Audience: Hashable, Sendable {
  /// Everybody in the book.
  public var isEverybody: Bool
  /// These profiles, and whoever is one with them.
  public var profiles: Set<ProfileID>
  /// Whoever has a registration for one of these events.
  public var events: Set<String>
  /// Whoever has a registration of one of these kinds.
  public var kinds: Set<Registration.Kind>

  /// Gathers people; without arguments nobody.
  public init(
    isEverybody: Bool = false, profiles: Set<ProfileID> = [], events: Set<String> = [],
    kinds: Set<Registration.Kind> = []
  ) {
    self.isEverybody = isEverybody
    self.profiles = profiles
    self.events = events
    self.kinds = kinds
  }

  /// `true` if nobody is named.
  public var isEmpty: Bool { self == Audience() }

  /// Takes in other people.
  public mutating func formUnion(_ other: Audience) {
    isEverybody = isEverybody || other.isEverybody
    profiles.formUnion(other.profiles)
    events.formUnion(other.events)
    kinds.formUnion(other.kinds)
  }
}

/// A profile that an audience names, by its own id or by that of one that was merged away.
public struct AudienceMember: Hashable, Sendable {
  /// The profile.
  public let profile: ProfileID
  /// `true` if it, or one that is one with it, is among the exceptions.
  public let isExcepted: Bool

  /// Describes a member.
  public init(_ profile: ProfileID, isExcepted: Bool = false) {
    self.profile = profile
    self.isExcepted = isExcepted
  }
}
