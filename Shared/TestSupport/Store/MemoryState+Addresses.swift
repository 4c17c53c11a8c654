import Domain
import Store

extension MemoryState {
  mutating func write(
    _ change: AddressChange, of key: AddressKey, by message: MessageReference
  ) throws(StoreError) {
    switch change {
    case .added(_, let profile): try claim(key, for: profile, by: message)
    case .removed(let profile): try leave(key, profile, movedTo: nil, by: message)
    case .moved(let old, let new, _):
      try leave(key, old, movedTo: new, by: message)
      try claim(key, for: new, by: message)
    case .returned(let old, let new, _):
      // Its last stay there is the one that the merge ended.
      let first = stays[key]?.last { $0.profile == new }?.addedBy
      returned.insert(try leave(key, old, movedTo: new, by: message))
      try claim(key, for: new, by: first ?? message)
    case .usesChanged: break
    case .erasureEnded: erasures[key] = nil
    }
  }

  mutating func write(_ change: MarkChange, of key: AddressKey) {
    switch change {
    case .set(let mark): contents.marks[key] = mark
    case .cleared(let moment):
      contents.marks[key] = nil
      contents.mail[key, default: MailHistory()].clearedAt = moment
    case .withdrawn: contents.marks[key] = nil
    }
  }

  mutating func claim(
    _ key: AddressKey, for profile: ProfileID, by message: MessageReference
  ) throws(StoreError) {
    guard holders.updateValue(profile, forKey: key) == nil else {
      throw .conflict(constraint: "address_key_unique")
    }
    origins[key] = message
  }

  @discardableResult
  private mutating func leave(
    _ key: AddressKey, _ profile: ProfileID, movedTo: ProfileID?, by message: MessageReference
  ) throws(StoreError) -> PastAddressRow {
    guard let address = contents.profiles[profile]?.addresses.first(where: { $0.key == key }),
      let origin = origins[key]
    else { throw .data(sqlstate: "23502", constraint: nil) }
    let row = PastAddressRow(
      key: key, text: address.address.text, profile: profile, uses: address.uses,
      movedTo: movedTo, addedBy: origin, removedBy: message)
    contents.past[row, default: 0] += 1
    stays[key, default: []].append((profile, origin))
    origins[key] = nil
    holders[key] = nil
    return row
  }

  /// Checks that each profile has one address for each use at most (S1), once the batch is whole.
  func checkUses(of touched: Set<ProfileID>) throws(StoreError) {
    for profile in touched.compactMap({ contents.profiles[$0] }) {
      for use in Use.allCases
      where profile.addresses.count(where: { $0.uses.contains(Uses(use)) }) > 1 {
        throw .data(sqlstate: "23505", constraint: "address_one_\(use.rawValue)")
      }
    }
  }
}
