import BookSamples
import Domain

extension MergePair {
  /// L4: of what either profile had, nothing is gone from the two taken together.
  func checkMerged(_ book: AddressBook) throws {
    guard let åsa = book.profile(.åsa), let bo = book.profile(.bo) else {
      throw Broken(rule: "both are there")
    }
    try hold(åsa.state == .removed && åsa.mergedInto == .bo && bo.state == .active, "L4")
    let addresses = Set((removed.addresses + kept.addresses).map(\.address))
    try hold(Set((åsa.addresses + bo.addresses).map(\.address)) == addresses, "addresses")
    try hold(Set(åsa.addresses.map(\.key)) == leaveBehind, "left behind")
    for address in kept.addresses { try hold(bo.addresses.contains(address), "kept uses") }
    for address in åsa.addresses { try hold(removed.addresses.contains(address), "left uses") }
    try checkUses(on: bo)
    try hold(åsa.name == removed.name && åsa.phone == removed.phone, "its own stays")
    try hold(bo.name.given == kept.name.given ?? removed.name.given, "given name")
    try hold(bo.name.family == kept.name.family ?? removed.name.family, "family name")
    try hold(bo.phone == kept.phone ?? removed.phone, "telephone")
    let ids = Set(removed.externalIDList + kept.externalIDList)
    try hold(åsa.externalIDList.count + bo.externalIDList.count == ids.count, "each id once")
    try hold(Set(åsa.externalIDList + bo.externalIDList) == ids, "external ids")
    for (system, id) in kept.externalIDs { try hold(bo.externalIDs[system] == id, "own id") }
    for system in removed.externalIDs.keys { try hold(bo.externalIDs[system] != nil, "an id") }
    try hold(bo.optedOut == kept.optedOut.union(removed.optedOut), "opt-outs")
    try hold(åsa.optedOut == removed.optedOut, "its own opt-outs")
    try hold(bo.isProtected == (kept.isProtected || removed.isProtected), "protection")
    try checkPlaces(in: book)
  }

  /// Checks the uses of what came along: those that were free, and primary only where there was no
  /// address.
  private func checkUses(on bo: Profile) throws {
    let taken = kept.addresses.reduce(into: Uses()) { $0.formUnion($1.uses) }
    for address in removed.addresses where !leaveBehind.contains(address.key) {
      let free = address.uses.subtracting(kept.addresses.isEmpty ? [] : taken.union(.primary))
      try hold(bo.address(address.key)?.uses == free, "uses of what came along")
    }
  }

  /// U1 and S1, on both.
  func checkPlaces(in book: AddressBook) throws {
    var seen: Set<AddressKey> = []
    for profile in [ProfileID.åsa, .bo].compactMap({ book.profile($0) }) {
      var uses = Uses()
      for address in profile.addresses {
        try hold(seen.insert(address.key).inserted, "U1")
        try hold(book.holder(of: address.key) == profile.id, "U1")
        try hold(uses.isDisjoint(with: address.uses), "S1")
        uses.formUnion(address.uses)
      }
    }
  }

  /// Computes what an unmerge must give.
  ///
  /// What came along goes back with its uses, and the kept profile's own addresses have theirs from before.
  /// What was said of the two stands on both, or stays; what is not as the merge left it stays and is listed.
  func expected(
    changed book: AddressBook, said: Set<Affirmation>
  ) -> (removed: Profile, kept: Profile, leftovers: Set<Leftover>) {
    var (back, now) = (removed, book.profile(.bo) ?? kept)
    var leftovers: Set<Leftover> = []
    let primary = now.addresses.first { $0.uses.contains(.primary) }?.key
    for address in removed.addresses where !leaveBehind.contains(address.key) {
      if now.address(address.key) != nil {
        now.addresses.removeAll { $0.key == address.key }
      } else {
        back.addresses.removeAll { $0.key == address.key }
        leftovers.insert(.address(address.key))
      }
    }
    restoreUses(of: &now)
    let wasGiven =
      kept.addresses.isEmpty && primary.flatMap(removed.address)?.uses.contains(.primary) ?? false
    if primary != nil, !wasGiven, !now.addresses.contains(where: { $0.uses.contains(.primary) }) {
      leftovers.insert(.primary)
    }
    func give(
      _ field: WritableKeyPath<Profile, String?>, _ word: Affirmation, _ leftover: Leftover
    ) {
      guard kept[keyPath: field] == nil, let given = removed[keyPath: field] else { return }
      if now[keyPath: field] == given, !said.contains(word) {
        now[keyPath: field] = nil
      } else {
        leftovers.insert(leftover)
      }
    }
    give(\.name.given, .givenName, .givenName)
    give(\.name.family, .familyName, .familyName)
    give(\.phone, .phone, .phone)
    for (system, id) in removed.externalIDs where kept.externalIDs[system] == nil {
      if now.externalIDs[system] == id, !said.contains(.externalID(system: system)) {
        now.externalIDs[system] = nil
      } else {
        back.externalIDs[system] = nil
        leftovers.insert(.externalID(system: system))
      }
    }
    settleRefusals(of: &now, and: &back, said: said, leftovers: &leftovers)
    return (back, now, leftovers)
  }

  private func restoreUses(of now: inout Profile) {
    let own = kept.addresses.filter { now.address($0.key) != nil }
    let taken = own.reduce(into: Uses()) { $0.formUnion($1.uses) }
    for place in now.addresses.indices {
      let before = own.first { $0.key == now.addresses[place].key }?.uses
      now.addresses[place].uses = before ?? now.addresses[place].uses.subtracting(taken)
    }
  }

  /// Opt-outs and protection (R6, L8).
  private func settleRefusals(
    of now: inout Profile, and back: inout Profile, said: Set<Affirmation>,
    leftovers: inout Set<Leftover>
  ) {
    for topic in removed.optedOut.subtracting(kept.optedOut) {
      if !now.optedOut.contains(topic) {
        leftovers.insert(.optOut(topic: topic))
      } else if !said.contains(.optOut(topic: topic)) {
        now.optedOut.remove(topic)
      }
    }
    back.optedOut.formUnion(now.optedOut.filter { said.contains(.optOut(topic: $0)) })
    if now.isProtected, said.contains(.protection) {
      back.isProtected = true
    } else if removed.isProtected, !kept.isProtected {
      now.isProtected = false
    }
  }
}
