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
    let book = try enqueueBook(request, ring)
    let inbox = try enqueue(ReadInbox.init, ifAny: request.messages)
    try sync(waiting: &waiter)
    var loaded = Loaded(known: Array(repeating: nil, count: request.messages.count))
    if let turn { loaded.epoch = try take(turn).first }
    loaded.contents = try takeBook(book, request, read)
    for row in try takeAll(inbox) { loaded.known[row.place] = row.known }
    return (try takeAll(locking), loaded)
  }

  /// Reads what a touch leads to, and holds nothing: for a decision that is only shown.
  mutating func contents(
    _ request: LoadRequest, reading read: RegistrationReader,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> BookContents {
    let book = try enqueueBook(request, nil)
    try sync(waiting: &waiter)
    return try takeBook(book, request, read)
  }

  private mutating func enqueueBook(
    _ request: LoadRequest, _ ring: KeyRing?
  ) throws(PostgresError) -> BookTickets {
    var tickets = BookTickets()
    if request.touchesProfiles { tickets.book = try enqueue(ReadBook(request: request)) }
    tickets.holders = try enqueue(ReadExternalHolders.init, ifAny: request.externalIDs)
    if let ring {
      tickets.erasures = try enqueue({ ReadErasures(keys: $0, ring: ring) }, ifAny: request.keys)
    }
    tickets.suggestions = try enqueue(ReadSuggestionStates.init, ifAny: request.suggestions)
    if !request.registrations.isEmpty || !request.suggestions.isEmpty {
      tickets.registrations = try enqueue(
        ReadRecordedRegistrations(ids: request.registrations, suggestions: request.suggestions))
    }
    tickets.notes = try enqueue(ReadNotes.init, ifAny: request.notes)
    tickets.mails = try enqueue(ReadMails.init, ifAny: request.mails)
    tickets.merges = try enqueue(ReadMerges.init, ifAny: request.merges)
    tickets.mergedNotes = try enqueue(ReadMergedNotes.init, ifAny: request.merges)
    tickets.mergedSends = try enqueue(ReadMergedSends.init, ifAny: request.merges)
    tickets.mergedRegistrations = try enqueue(
      ReadMergedRegistrations.init, ifAny: request.merges)
    if !request.erasedProfiles.isEmpty || !request.erasedHolders.isEmpty {
      tickets.former = try enqueue(
        ReadFormerAddresses(profiles: request.erasedProfiles, holders: request.erasedHolders))
    }
    tickets.counts = try enqueue(ReadCounts.init, ifAny: request.counters)
    tickets.moments = try enqueue(ReadMailMoments.init, ifAny: request.mail)
    tickets.bounces = try enqueue(ReadBounces.init, ifAny: request.mail)
    tickets.storms = try enqueue(ReadStorms.init, ifAny: request.storms)
    tickets.stormsToDecide = try enqueue(ReadStormsToDecide.init, ifAny: request.stormsToDecide)
    tickets.recipients = try enqueue(CountRecipients.init, ifAny: request.domains)
    tickets.imports = try enqueue(LockImports.init, ifAny: request.imports)
    tickets.imported = try enqueue(ReadImportedProfiles.init, ifAny: request.imported)
    tickets.openFormer = try enqueue(
      ReadOpenFormer.init, ifAny: request.imported.map(\.profile))
    tickets.mailed = try enqueue(CountMailed.init, ifAny: request.mailingsToCount)
    if !request.tokens.isEmpty || !request.sent.isEmpty {
      tickets.sends = try enqueue(ReadSends(tokens: request.tokens, messages: request.sent))
    }
    tickets.mailings = try enqueue(LockMailings.init, ifAny: request.mailings)
    if !request.mailings.isEmpty, request.touchesProfiles {
      tickets.recipientRows = try enqueue(ReadRecipients(request: request))
    }
    return tickets
  }

  private mutating func takeBook(
    _ tickets: BookTickets, _ request: LoadRequest, _ read: RegistrationReader
  ) throws(PostgresError) -> BookContents {
    var contents = BookContents()
    contents.fill(try takeAll(tickets.book))
    for row in try takeAll(tickets.holders) { contents.externalHolders[row.id] = row.holder }
    for row in try takeAll(tickets.erasures) {
      contents.erasures[request.keys[row.place]] = row.erasure
    }
    for case let state? in try takeAll(tickets.suggestions) {
      contents.suggestions[state.suggestion.id] = state
    }
    for row in try takeAll(tickets.registrations) {
      contents.registrations[row.id] = read(row.content, row.profile, row.matched)
    }
    for merge in try takeAll(tickets.merges) { contents.merges[merge.removed] = merge }
    for row in try takeAll(tickets.notes) {
      contents.notes[row.id, default: RecordedNote()].profiles.formUnion(
        row.profile.map { [$0] } ?? [])
    }
    contents.mails = Set(try takeAll(tickets.mails))
    for row in try takeAll(tickets.mergedNotes) {
      contents.mergedNotes[row.removed, default: []].append(row.note)
    }
    for row in try takeAll(tickets.mergedSends) {
      contents.mergedSends[row.removed, default: []].append(row.send)
    }
    for row in try takeAll(tickets.mergedRegistrations) {
      contents.mergedRegistrations[row.removed, default: []].append(row.registration)
    }
    for row in try takeAll(tickets.former) {
      if let profile = row.profile { contents.formerKeys[profile, default: []].insert(row.key) }
      guard let suppression = row.suppression else { continue }
      contents.suppressions[row.key, default: [:]][suppression.gateway] = suppression
      if let profile = row.profile { contents.heldFormerKeys[profile, default: []].insert(row.key) }
    }
    for row in try takeAll(tickets.counts) { contents.counts[row.key] = row.count }
    contents.fill(try takeAll(tickets.moments), try takeAll(tickets.bounces))
    contents.storms = try takeAll(tickets.storms) + takeAll(tickets.stormsToDecide)
    for row in try takeAll(tickets.recipients) {
      contents.recipients[.domain(row.domain)] = row.count
    }
    for row in try takeAll(tickets.imports) { contents.imports[row.id] = row.standing }
    for row in try takeAll(tickets.imported) { contents.imported[row.key] = row.profile }
    contents.openFormer = Dictionary(
      grouping: try takeAll(tickets.openFormer), by: { $0.profiles[0] })
    for row in try takeAll(tickets.mailed) {
      contents.recipients[.mailing(row.id)] = RecipientCount(row.count, isWhole: true)
    }
    for row in try takeAll(tickets.sends) { contents.sends[row.key] = row.send }
    for row in try takeAll(tickets.mailings) { contents.mailings[row.id] = row.standing }
    for row in try takeAll(tickets.recipientRows) {
      contents.mailed[row.mailing, default: [:]][row.profile] = row.status
    }
    return contents
  }

  /// The rows of a statement; none if it was not sent.
  mutating func takeAll<S: Statement>(
    _ ticket: Ticket<S>?
  ) throws(PostgresError) -> [S.Row] {
    if let ticket { try take(ticket) } else { [] }
  }
}

/// Tickets for the parts of a book; `nil` where nothing was asked for.
private struct BookTickets {
  var book: Ticket<ReadBook>?
  var holders: Ticket<ReadExternalHolders>?
  var erasures: Ticket<ReadErasures>?
  var suggestions: Ticket<ReadSuggestionStates>?
  var registrations: Ticket<ReadRecordedRegistrations>?
  var notes: Ticket<ReadNotes>?
  var mails: Ticket<ReadMails>?
  var mergedNotes: Ticket<ReadMergedNotes>?
  var mergedSends: Ticket<ReadMergedSends>?
  var merges: Ticket<ReadMerges>?
  var mergedRegistrations: Ticket<ReadMergedRegistrations>?
  var former: Ticket<ReadFormerAddresses>?
  var counts: Ticket<ReadCounts>?
  var moments: Ticket<ReadMailMoments>?
  var bounces: Ticket<ReadBounces>?
  var storms: Ticket<ReadStorms>?
  var stormsToDecide: Ticket<ReadStormsToDecide>?
  var recipients: Ticket<CountRecipients>?
  var imports: Ticket<LockImports>?
  var imported: Ticket<ReadImportedProfiles>?
  var openFormer: Ticket<ReadOpenFormer>?
  var mailed: Ticket<CountMailed>?
  var sends: Ticket<ReadSends>?
  var mailings: Ticket<LockMailings>?
  var recipientRows: Ticket<ReadRecipients>?
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
