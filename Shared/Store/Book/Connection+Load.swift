import Domain
import Postgres
import Threading

extension Connection {
  /// Begins, locks and reads, in one round trip; again with more where the reading found a profile
  /// that the lock did not, since its address moved in between.
  ///
  /// - Returns: `nil` if that went on happening; then no transaction is open.
  mutating func load(
    _ touch: Touch, messages: [MessageReference], waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Loaded? {
    let keys = touch.keys.keys.sorted()
    let strength = max(touch.keys.values.max() ?? .beside, touch.profiles.values.max() ?? .beside)
    var ids = Set(touch.profiles.keys)
    for _ in 0..<5 {
      let request = LoadRequest(
        ids: ids.sorted(), keys: keys, externalIDs: touch.externalIDs.sorted(), messages: messages)
      let (locked, loaded) =
        switch strength {
        case .beside:
          try load(
            request, locking: LockProfilesBeside(ids: request.ids, keys: keys), waiting: &waiter)
        case .changing:
          try load(
            request, locking: LockProfilesChanging(ids: request.ids, keys: keys), waiting: &waiter)
        case .ending:
          try load(
            request, locking: LockProfilesEnding(ids: request.ids, keys: keys), waiting: &waiter)
        }
      let unheld = Set(loaded.profiles.map(\.id)).subtracting(locked)
      if unheld.isEmpty { return loaded }
      rollback(waiting: &waiter)
      ids.formUnion(unheld)
    }
    return nil
  }

  private mutating func load<Lock: LockProfiles>(
    _ request: LoadRequest, locking lock: Lock, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (locked: [ProfileID], loaded: Loaded) {
    _ = try enqueue(Begin())
    let locking = try request.touchesProfiles ? enqueue(lock) : nil
    let book =
      try request.touchesProfiles ? enqueue(ReadBook(ids: request.ids, keys: request.keys)) : nil
    let holders =
      try request.externalIDs.isEmpty ? nil : enqueue(ReadExternalHolders(ids: request.externalIDs))
    let inbox =
      try request.messages.isEmpty ? nil : enqueue(ReadInbox(messages: request.messages))
    try sync(waiting: &waiter)
    var loaded = Loaded(known: Array(repeating: nil, count: request.messages.count))
    var locked: [ProfileID] = []
    if let locking { locked = try take(locking) }
    if let book { loaded.fill(try take(book)) }
    if let holders {
      for row in try take(holders) { loaded.externalHolders[row.id] = row.holder }
    }
    if let inbox {
      for row in try take(inbox) { loaded.known[row.place] = row.known }
    }
    return (locked, loaded)
  }
}

/// What one load asks for.
private struct LoadRequest {
  let ids: [ProfileID]
  let keys: [AddressKey]
  let externalIDs: [ExternalID]
  let messages: [MessageReference]

  var touchesProfiles: Bool { !ids.isEmpty || !keys.isEmpty }
}

extension Loaded {
  /// Puts the parts together: profiles come first, then what belongs to them.
  fileprivate mutating func fill(_ rows: [ReadBook.Row]) {
    var places: [ProfileID: Int] = [:]
    for row in rows {
      switch row {
      case .profile(let profile):
        places[profile.id] = profiles.count
        profiles.append(profile)
      case .address(let address, let id):
        if let place = places[id] { profiles[place].addresses.append(address) }
      case .externalID(let external, let id):
        if let place = places[id] { profiles[place].externalIDs[external.system] = external.value }
      case .suggestion(let identity):
        suggestions.insert(identity)
      case .unread:
        break
      }
    }
  }
}
