/// Change of one profile.
public enum ProfileChange: Hashable, Sendable {
  /// It came to be, with its first addresses and their uses (M3); its version is 1.
  case created(Profile)
  /// A steward edited name, telephone, external ids or protection.
  case updated(from: Details, to: Details)
  /// The person wants no mail of a topic (R6).
  case optedOut(topic: String)
  /// The person wants mail of a topic after all (R6).
  case optedIn(topic: String)
  /// Something was said of it that the merges by which it is one with others keep (L4), and by which no import
  /// takes it back (P10) but the one during which it was said.
  case affirmed(Set<Affirmation>, by: [ProfileID], during: ImportID?)
  /// It was hidden (L3).
  case removed
  /// It was hidden, and is back (L3).
  case restored

  func scope(of id: ProfileID) -> ChangeScope {
    switch self {
    case .created, .affirmed: ChangeScope(id, raisesVersions: false)
    case .updated, .optedOut, .optedIn, .removed, .restored:
      ChangeScope(id, raisesVersions: true)
    }
  }
}

extension Change {
  /// A profile came to be.
  public static func created(_ profile: Profile) -> Change {
    .profile(profile.id, .created(profile))
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  mutating func apply(_ change: ProfileChange, to id: ProfileID) {
    switch change {
    case .created(let profile): self[id] = profile
    case .updated(_, let details): self[id]?.details = details
    case .optedOut(let topic): self[id]?.optedOut.insert(topic)
    case .optedIn(let topic): self[id]?.optedOut.remove(topic)
    case .affirmed: break
    case .removed: self[id]?.state = .removed
    case .restored: self[id]?.state = .active
    }
  }
}

extension AddressBook {
  /// Brings the indexes to where a change of a profile leaves them.
  mutating func index(_ change: ProfileChange, of id: ProfileID) {
    switch change {
    case .created(let profile):
      scope.insert(id)
      for address in profile.addresses { holders[address.key] = id }
      for external in profile.externalIDList { externalHolders[external] = id }
    case .updated(let old, let new):
      for external in old.externalIDs(beyond: new) { externalHolders[external] = nil }
      for external in new.externalIDs(beyond: old) { externalHolders[external] = id }
    case .affirmed(let said, let merged, let during):
      for id in merged { merges[id]?.affirm(said) }
      touchImported(id, except: during)
    case .optedOut, .optedIn, .removed, .restored: break
    }
  }
}
