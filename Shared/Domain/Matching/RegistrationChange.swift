/// Change of where a registration stands.
public enum RegistrationChange: Hashable, Sendable {
  /// It was recorded on a profile (M3).
  case recorded(Registration, on: ProfileID, by: Match)
  /// It waits for a steward: role mailboxes match nobody (M7), the dead register no more (L1).
  case held(Registration)
  /// A steward put it on a profile; `from` is `nil` where it had waited (M5, M7).
  case moved(from: ProfileID?, to: ProfileID, isNew: Bool)
  /// It went with the profile that an unmerge brought back (L4).
  case returned(from: ProfileID, to: ProfileID)

  var scope: ChangeScope {
    switch self {
    case .recorded(_, let profile, _): ChangeScope(profile, raisesVersions: false)
    case .held: ChangeScope(nil, raisesVersions: false)
    case .moved(let old, let new, _):
      ChangeScope(new, old.map { [$0] } ?? [], raisesVersions: false)
    case .returned(let old, let new): ChangeScope(new, [old], raisesVersions: false)
    }
  }
}

extension AddressBook {
  /// Brings the registrations to where a change leaves them; one that is new is nobody's to move yet.
  mutating func index(_ change: RegistrationChange, of id: RegistrationID) {
    switch change {
    case .recorded, .held: break
    case .moved(_, let profile, _), .returned(_, let profile):
      registrations[id]?.profile = profile
    }
  }
}
