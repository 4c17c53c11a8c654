import Domain
import Hashing
import Postgres
import Threading

extension Connection {
  /// Begins, locks and reads, in one round trip; again with more where the reading found a profile
  /// that the lock did not, since its address moved in between.
  ///
  /// - Returns: `nil` if that went on happening; then no transaction is open.
  mutating func load(
    _ request: LoadRequest, fence: Fence?, ring: KeyRing?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Loaded? {
    var request = request
    for _ in 0..<5 {
      let (locked, loaded) =
        switch request.strength {
        case .beside:
          try load(
            request, locking: LockProfilesBeside(request: request), fence, ring, waiting: &waiter)
        case .changing:
          try load(
            request, locking: LockProfilesChanging(request: request), fence, ring, waiting: &waiter)
        case .exclusive:
          try load(
            request, locking: LockProfilesExclusive(request: request), fence, ring, waiting: &waiter
          )
        }
      let unheld = Set(loaded.profiles.map(\.id)).subtracting(locked)
      if unheld.isEmpty { return loaded }
      rollback(waiting: &waiter)
      request.ids = Set(request.ids).union(unheld).sorted()
    }
    return nil
  }

  private mutating func load<Lock: LockProfiles>(
    _ request: LoadRequest, locking lock: Lock, _ fence: Fence?, _ ring: KeyRing?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (locked: [ProfileID], loaded: Loaded) {
    _ = try enqueue(Begin())
    var turn: Ticket<PassFence>?
    if let fence { turn = try enqueue(PassFence(fence: fence)) }
    let locking = try request.touchesProfiles ? enqueue(lock) : nil
    if !request.keys.isEmpty { _ = try enqueue(LockFreeKeys(keys: request.keys)) }
    let book = try request.touchesProfiles ? enqueue(ReadBook(request: request)) : nil
    let beside = try enqueueBeside(request, ring)
    try sync(waiting: &waiter)
    var loaded = Loaded(known: Array(repeating: nil, count: request.messages.count))
    if let turn { loaded.epoch = try take(turn).first }
    var locked: [ProfileID] = []
    if let locking { locked = try take(locking) }
    if let book { loaded.contents.fill(try take(book)) }
    try takeBeside(beside, request, into: &loaded)
    return (locked, loaded)
  }

  /// Asks for what stands beside the profiles.
  private mutating func enqueueBeside(
    _ request: LoadRequest, _ ring: KeyRing?
  ) throws(PostgresError) -> BesideTickets {
    var tickets = BesideTickets()
    if !request.externalIDs.isEmpty {
      tickets.holders = try enqueue(ReadExternalHolders(ids: request.externalIDs))
    }
    if !request.keys.isEmpty, let ring {
      tickets.erasures = try enqueue(ReadErasures(keys: request.keys, ring: ring))
    }
    if !request.suggestions.isEmpty {
      tickets.suggestions = try enqueue(ReadSuggestionStates(ids: request.suggestions))
    }
    if !request.registrations.isEmpty || !request.suggestions.isEmpty {
      tickets.registrations = try enqueue(
        ReadStoredRegistrations(ids: request.registrations, suggestions: request.suggestions))
    }
    if !request.merges.isEmpty {
      tickets.merges = try enqueue(ReadMerges(removed: request.merges))
    }
    if !request.messages.isEmpty {
      tickets.inbox = try enqueue(ReadInbox(messages: request.messages))
    }
    return tickets
  }

  private mutating func takeBeside(
    _ tickets: BesideTickets, _ request: LoadRequest, into loaded: inout Loaded
  ) throws(PostgresError) {
    if let ticket = tickets.holders {
      for row in try take(ticket) { loaded.contents.externalHolders[row.id] = row.holder }
    }
    if let ticket = tickets.erasures {
      for row in try take(ticket) {
        loaded.contents.erasures[request.keys[row.place]] = row.erasure
      }
    }
    if let ticket = tickets.suggestions {
      for case let state? in try take(ticket) {
        loaded.contents.suggestions[state.suggestion.id] = state
      }
    }
    if let ticket = tickets.registrations {
      for row in try take(ticket) { loaded.registrations[row.id] = row.registration }
    }
    if let ticket = tickets.merges {
      for merge in try take(ticket) { loaded.contents.merges[merge.removed] = merge }
    }
    if let ticket = tickets.inbox {
      for row in try take(ticket) { loaded.known[row.place] = row.known }
    }
  }
}

/// Where the answers will be to what was asked beside the profiles; `nil` for what was not.
private struct BesideTickets {
  var holders: Ticket<ReadExternalHolders>?
  var erasures: Ticket<ReadErasures>?
  var suggestions: Ticket<ReadSuggestionStates>?
  var registrations: Ticket<ReadStoredRegistrations>?
  var merges: Ticket<ReadMerges>?
  var inbox: Ticket<ReadInbox>?
}

extension BookContents {
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
        made.insert(identity)
      case .mark(let mark, let key):
        marks[key] = mark
      case .optOut(let topic, let id):
        if let place = places[id] { profiles[place].optedOut.insert(topic) }
      case .unread:
        break
      }
    }
  }
}
