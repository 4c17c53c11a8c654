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
  /// Notes what was said of a profile: with all merges into it, so that it stands on both when they are parted
  /// (L4), and, of an opt-out or a protection that holds already, with the imports that may have brought it,
  /// so that none takes it back (P10, R6, L8).
  ///
  /// Nothing, if it is one with no other and nothing of the kind held already.
  ///
  /// - Parameters:
  ///   - said: all that was said at once.
  ///   - id: the kept profile.
  ///   - isHidden: `true` if it is about to be hidden by that (L8).
  ///   - during: the import that says it; `nil` for a command.
  mutating func affirm(
    _ said: Set<Affirmation>, of id: ProfileID, isHidden: Bool = false, during: ImportID? = nil
  ) {
    guard !said.isEmpty, mergedAway[id] != nil || holds(anyOf: said, on: id) else { return }
    append(
      .profile(
        id,
        .affirmed(
          said, by: mergedProfiles(of: id).members.filter { $0 != id }, during: during)),
      isHidden: isHidden)
  }

  /// Notes that somebody else says too what an import said by a mark, so that its undo leaves it (P10, B6).
  ///
  /// - Parameters:
  ///   - key: the address that is said to be undeliverable.
  ///   - id: the profile that holds it.
  ///   - during: the import that says it; `nil` for a command and for a report.
  mutating func affirmMark(of key: AddressKey, on id: ProfileID, during: ImportID? = nil) {
    guard marks[key]?.isImported ?? false else { return }
    append(.profile(id, .affirmed([], by: [], during: during)))
  }

  /// Looks whether an opt-out or a protection holds of a profile.
  private func holds(anyOf said: Set<Affirmation>, on id: ProfileID) -> Bool {
    guard let profile = profiles[id] else { return false }
    return said.contains { word in
      switch word {
      case .optOut(let topic): profile.optedOut.contains(topic)
      case .protection: profile.isProtected
      case .givenName, .familyName, .phone, .externalID, .replacedID: false
      }
    }
  }
}
