/// Something that was said of profiles that are one by a merge, be it that it held already: it stands after the
/// unmerge too (L4, R6, L8).
public enum Affirmation: Hashable, Sendable {
  /// A steward gave or confirmed the given name: it stays with the kept profile.
  case givenName
  /// A steward gave or confirmed the family name.
  case familyName
  /// A steward gave or confirmed the telephone.
  case phone
  /// A steward gave or confirmed the id in another system.
  case externalID(system: String)
  /// The kept profile got another id in its place, and a merged-away one holds it since: it goes back to
  /// neither.
  case replacedID(ExternalID)
  /// The person has a protected identity: both do (L8).
  case protection
  /// The person wants no mail of a topic: neither does (R6).
  case optOut(topic: String)
}

extension Edit {
  /// What a steward says by it of whoever is one with the profile.
  var affirmations: Set<Affirmation> {
    var said: Set<Affirmation> = []
    if case .set = given { said.insert(.givenName) }
    if case .set = family { said.insert(.familyName) }
    if case .set = phone { said.insert(.phone) }
    for (system, field) in externalIDs {
      if case .set = field { said.insert(.externalID(system: system)) }
    }
    if isProtected == true { said.insert(.protection) }
    return said
  }
}

extension AddressBook {
  /// Notes what was said of a profile with all merges into it, so that it stands on both when they are parted
  /// (L4).
  ///
  /// Nothing, if it is one with no other.
  ///
  /// - Parameters:
  ///   - said: all that was said at once.
  ///   - id: the kept profile.
  ///   - isHidden: `true` if it is about to be hidden by that (L8).
  mutating func affirm(_ said: Set<Affirmation>, of id: ProfileID, isHidden: Bool = false) {
    guard !said.isEmpty, mergedAway[id] != nil else { return }
    append(
      .profile(id, .affirmed(said, by: mergedProfiles(of: id).members.filter { $0 != id })),
      isHidden: isHidden)
  }
}
