import Domain
import Store

extension MemoryState {
  mutating func write(
    _ change: ProfileChange, of id: ProfileID, by message: MessageReference
  ) throws(StoreError) {
    switch change {
    case .created(let profile):
      guard contents.profiles[id] == nil else { throw .conflict(constraint: "profile_id_unique") }
      for external in profile.externalIDList { try claim(external, for: id) }
      for address in profile.addresses { try claim(address.key, for: id, by: message) }
    case .updated(let old, let new):
      for external in old.externalIDs(beyond: new) { externalHolders[external] = nil }
      for external in new.externalIDs(beyond: old) { try claim(external, for: id) }
    case .affirmed(let said, let merged, let during):
      for id in merged { contents.merges[id]?.affirm(said) }
      touchImported(id, except: during)
    case .optedOut, .optedIn, .removed, .restored: break
    }
  }

  private mutating func claim(_ id: ExternalID, for profile: ProfileID) throws(StoreError) {
    guard externalHolders.updateValue(profile, forKey: id) == nil else {
      throw .conflict(constraint: "external_id_unique")
    }
  }
}
