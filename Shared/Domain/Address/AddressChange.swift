/// Change of where an address stands, or of what it is for.
public enum AddressChange: Hashable, Sendable {
  /// It came onto a profile (U2).
  case added(Address, to: ProfileID)
  /// It left a profile and is on none.
  case removed(from: ProfileID)
  /// It left one profile for another (U3, L4); the uses are those on the new one.
  case moved(from: ProfileID, to: ProfileID, uses: Uses)
  /// It went back with the profile that it had come from, by an unmerge, with its first provenance (L4, E2).
  case returned(from: ProfileID, to: ProfileID, uses: Uses)
  /// It has other uses than before (S3).
  case usesChanged(on: ProfileID, from: Uses, to: Uses)
  /// It was erased, and stands on a profile again: its keyed hashes go (L6).
  case erasureEnded

  var scope: ChangeScope {
    switch self {
    case .added(_, let profile), .removed(let profile), .usesChanged(let profile, _, _):
      ChangeScope(profile, raisesVersions: true)
    case .moved(let old, let new, _), .returned(let old, let new, _):
      ChangeScope(new, [old], raisesVersions: true)
    case .erasureEnded: ChangeScope(nil, raisesVersions: false)
    }
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  mutating func apply(_ change: AddressChange, to key: AddressKey) {
    switch change {
    case .added(let address, let id): self[id]?.addresses.append(address)
    case .removed(let id): self[id]?.addresses.removeAll { $0.key == key }
    case .moved(let old, let new, let uses), .returned(let old, let new, let uses):
      guard var address = self[old]?.address(key) else { return }
      self[old]?.addresses.removeAll { $0.key == key }
      address.uses = uses
      self[new]?.addresses.append(address)
    case .usesChanged(let id, _, let uses):
      guard let place = self[id]?.addresses.firstIndex(where: { $0.key == key }) else { return }
      self[id]?.addresses[place].uses = uses
    case .erasureEnded: break
    }
  }
}

extension AddressBook {
  /// Brings the indexes to where a change of an address leaves them.
  mutating func index(_ change: AddressChange, of key: AddressKey) {
    switch change {
    case .added(_, let profile), .moved(_, let profile, _), .returned(_, let profile, _):
      holders[key] = profile
    case .removed: holders[key] = nil
    case .usesChanged: break
    case .erasureEnded: erasures[key] = nil
    }
  }
}
