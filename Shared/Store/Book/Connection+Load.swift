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
    _ request: LoadRequest, fence: Fence?, ring: KeyRing?, reading read: RegistrationReader,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Loaded? {
    var request = request
    for _ in 0..<5 {
      let (locked, loaded) =
        switch request.strength {
        case .beside:
          try load(
            request, locking: LockProfilesBeside(request: request), fence, ring, read,
            waiting: &waiter)
        case .changing:
          try load(
            request, locking: LockProfilesChanging(request: request), fence, ring, read,
            waiting: &waiter)
        case .exclusive:
          try load(
            request, locking: LockProfilesExclusive(request: request), fence, ring, read,
            waiting: &waiter)
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
    _ read: RegistrationReader, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (locked: [ProfileID], loaded: Loaded) {
    _ = try enqueue(Begin())
    var turn: Ticket<PassFence>?
    if let fence { turn = try enqueue(PassFence(fence: fence)) }
    let locking = try request.touchesProfiles ? enqueue(lock) : nil
    try enqueue(LockFreeKeys.init, ifAny: request.keys)
    let book = try request.touchesProfiles ? enqueue(ReadBook(request: request)) : nil
    let holders = try enqueue(ReadExternalHolders.init, ifAny: request.externalIDs)
    var erasures: Ticket<ReadErasures>?
    if let ring {
      erasures = try enqueue({ ReadErasures(keys: $0, ring: ring) }, ifAny: request.keys)
    }
    let suggestions = try enqueue(ReadSuggestionStates.init, ifAny: request.suggestions)
    let registrations =
      try request.registrations.isEmpty && request.suggestions.isEmpty
      ? nil
      : enqueue(
        ReadRecordedRegistrations(ids: request.registrations, suggestions: request.suggestions))
    let merges = try enqueue(ReadMerges.init, ifAny: request.merges)
    let counts = try enqueue(ReadCounts.init, ifAny: request.counters)
    let moments = try enqueue(ReadMailMoments.init, ifAny: request.mail)
    let bounces = try enqueue(ReadBounces.init, ifAny: request.mail)
    let storms = try enqueue(ReadStorms.init, ifAny: request.storms)
    let toDecide = try enqueue(ReadStormsToDecide.init, ifAny: request.stormsToDecide)
    let recipients = try enqueue(CountRecipients.init, ifAny: request.domains)
    let inbox = try enqueue(ReadInbox.init, ifAny: request.messages)
    try sync(waiting: &waiter)
    var loaded = Loaded(known: Array(repeating: nil, count: request.messages.count))
    if let turn { loaded.epoch = try take(turn).first }
    loaded.contents.fill(try takeAll(book))
    for row in try takeAll(holders) { loaded.contents.externalHolders[row.id] = row.holder }
    for row in try takeAll(erasures) {
      loaded.contents.erasures[request.keys[row.place]] = row.erasure
    }
    for case let state? in try takeAll(suggestions) {
      loaded.contents.suggestions[state.suggestion.id] = state
    }
    for row in try takeAll(registrations) {
      loaded.contents.registrations[row.id] = read(row.content, row.profile, row.matched)
    }
    for merge in try takeAll(merges) { loaded.contents.merges[merge.removed] = merge }
    for row in try takeAll(counts) { loaded.contents.counts[row.key] = row.count }
    loaded.contents.fill(try takeAll(moments), try takeAll(bounces))
    loaded.contents.storms = try takeAll(storms) + takeAll(toDecide)
    for row in try takeAll(recipients) {
      loaded.contents.recipients[.domain(row.domain)] = row.count
    }
    for row in try takeAll(inbox) { loaded.known[row.place] = row.known }
    return (try takeAll(locking), loaded)
  }

  /// The rows of a statement; none if it was not sent.
  private mutating func takeAll<S: Statement>(
    _ ticket: Ticket<S>?
  ) throws(PostgresError) -> [S.Row] {
    if let ticket { try take(ticket) } else { [] }
  }
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
      case .suppression(let suppression, let key):
        suppressions[key, default: [:]][suppression.gateway] = suppression
      case .optOut(let topic, let id):
        if let place = places[id] { profiles[place].optedOut.insert(topic) }
      case .unread:
        break
      }
    }
  }

  /// Puts together what is known of mail.
  fileprivate mutating func fill(_ moments: [ReadMailMoments.Row], _ bounces: [ReadBounces.Row]) {
    for row in moments {
      mail[row.key] = MailHistory(clearedAt: row.clearedAt, deliveredAt: row.deliveredAt)
    }
    for case let row? in bounces {
      mail[row.key, default: MailHistory()].bounces[row.bounce.send] = row.bounce
    }
  }
}
