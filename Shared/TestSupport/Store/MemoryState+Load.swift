import Domain
import Store

extension MemoryState {
  /// Holds and reads what a batch touches.
  mutating func load(
    _ touch: Touch, messages: [MessageReference], for lane: Int
  ) throws(StoreError) -> Loaded {
    let strength = max(touch.keys.values.max() ?? .beside, touch.profiles.values.max() ?? .beside)
    var ids = Set(touch.profiles.keys)
    ids.formUnion(touch.keys.keys.compactMap { holders[$0] })
    let profiles = ids.compactMap { contents.profiles[$0] }
    for profile in profiles where isHeldAgainst(strength, profile.id, for: lane) {
      throw .contention(sqlstate: "55P03")
    }
    holds[lane] = Dictionary(uniqueKeysWithValues: profiles.map { ($0.id, strength) })
    var loaded = Loaded(profiles: profiles.sorted { $0.id < $1.id })
    for id in touch.externalIDs {
      loaded.externalHolders[id] = externalHolders[id]
    }
    loaded.suggestions = contents.suggestions.filter { !ids.isDisjoint(with: $0.profiles) }
    loaded.known = messages.map { message in
      guard let ending = contents.inbox[message], let hash = hashes[message] else { return nil }
      return Loaded.Known(ending: ending, bodyHash: hash)
    }
    return loaded
  }

  /// Whether another lane's hold shuts one of this strength out: as PostgreSQL's row locks do.
  private func isHeldAgainst(_ wanted: Touch.Access, _ id: ProfileID, for lane: Int) -> Bool {
    holds.contains { other, held in
      guard other != lane, let held = held[id] else { return false }
      return max(wanted, held) == .ending || min(wanted, held) == .changing
    }
  }
}
