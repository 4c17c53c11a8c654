import Domain
import Mentions
import Postgres
import Threading

/// Person who was erased by a batch.
struct ErasedPerson {
  let erasure: ErasureWrite
  /// The keys of all addresses that the person ever had.
  let keys: [AddressKey]
  /// `true` if nothing of the person stood in others' rows, and all of the person's addresses are known.
  let isPlain: Bool
  /// Finds the person in what is published; `nil` for one whom events may name.
  let search: MentionSearch?

  /// Names by which texts are found that name the person.
  var names: Set<String> {
    Set(keys.map(\.text) + (erasure.merged.members + [erasure.merged.head]).map(\.description))
  }
}

/// Persons who are to be erased, with what must be known to erase some of them together.
private struct ErasureSurvey {
  let erasures: [ErasureWrite]
  /// The places of those of whom nothing is known yet that keeps them from being erased with others.
  var plain: Set<Int>
  /// The keys of all addresses that each of these ever had.
  var keys: [Int: [AddressKey]] = [:]
  /// What waits to be published.
  var outgoing: [OutboxRow] = []
  /// Number of parked messages of which a part could not be opened.
  var unsearched = 0
  private var places: [ProfileID: Int] = [:]

  /// Begins with all who are erased for the first time, by a profile that they have.
  init(_ erasures: [ErasureWrite]) {
    self.erasures = erasures
    plain = Set(
      erasures.indices.filter { place in
        switch erasures[place].change {
        case .deceased, .purged: !erasures[place].merged.members.isEmpty
        case .revoked, .searchedAgain: false
        }
      })
    for place in plain {
      for member in erasures[place].merged.members { places[member] = place }
    }
  }

  /// The places, in order.
  var inOrder: [Int] { plain.sorted() }
  var members: [ProfileID] { inOrder.flatMap { erasures[$0].merged.members } }
  /// The profiles of those who are purged.
  var purged: [ProfileID] { inOrder.flatMap { purged(at: $0) } }
  var allKeys: [AddressKey] { plain.flatMap { keys[$0] ?? [] }.sorted() }

  /// Those who are erased together.
  var group: ErasedGroup {
    ErasedGroup(
      deaths: inOrder.filter { purged(at: $0).isEmpty }.map { erasures[$0].merged },
      purges: inOrder.filter { !purged(at: $0).isEmpty }.map { erasures[$0].merged },
      keysOf: Dictionary(
        uniqueKeysWithValues: inOrder.map { (erasures[$0].merged.head, keys[$0] ?? []) }))
  }

  func purged(at place: Int) -> [ProfileID] {
    if case .purged = erasures[place].change { erasures[place].merged.members } else { [] }
  }

  mutating func take(_ rows: [ReadPersonKeys.Row]) {
    for row in rows {
      guard let place = row.profile.flatMap({ places[$0] }) else { continue }
      if keys[place]?.last != row.key { keys[place, default: []].append(row.key) }
    }
  }

  /// These must be erased by themselves.
  mutating func setApart(_ profiles: [ProfileID]) {
    for profile in profiles {
      if let place = places[profile] { plain.remove(place) }
    }
  }

  /// Those who are erased together, as a batch goes on with them.
  var persons: [ErasedPerson] {
    inOrder.map { place in
      let (keys, purged) = (keys[place] ?? [], purged(at: place))
      return ErasedPerson(
        erasure: erasures[place], keys: keys, isPlain: true,
        search: purged.isEmpty ? nil : MentionSearch(keys: keys, profiles: purged))
    }
  }

  /// Gives the place among the purges of whose a profile or an address is.
  var owner: (ProfileID?, AddressKey?) -> Int? {
    var members: [ProfileID: Int] = [:]
    var keys: [AddressKey: Int] = [:]
    for (number, place) in inOrder.filter({ !purged(at: $0).isEmpty }).enumerated() {
      for member in purged(at: place) { members[member] = number }
      for key in self.keys[place] ?? [] { keys[key] = number }
    }
    return { profile, key in profile.flatMap { members[$0] } ?? key.flatMap { keys[$0] } }
  }
}

extension Connection {
  /// Erases persons who share nothing (L1, L2), and waits for it: together all those of whom nothing stands in
  /// others' rows, the others one after the other.
  mutating func erase(
    _ erasures: [ErasureWrite], policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [ErasedPerson] {
    var survey = ErasureSurvey(erasures)
    if !survey.plain.isEmpty { try look(&survey, waiting: &waiter) }
    var erased: [ErasedPerson] = []
    for (place, erasure) in erasures.enumerated() where !survey.plain.contains(place) {
      let person = try erase(erasure, policy: policy, waiting: &waiter)
      erased.append(
        ErasedPerson(
          erasure: erasure, keys: person.keys, isPlain: false, search: person.search))
    }
    if !survey.plain.isEmpty { try eraseTogether(survey, policy: policy, waiting: &waiter) }
    return erased + survey.persons
  }

  /// Looks who can be erased together: whose addresses are all known, of whom nothing stands in others' rows, and
  /// who has no notes, which others may have too.
  private mutating func look(
    _ survey: inout ErasureSurvey, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let members = survey.members
    let keys = try enqueue(ReadPersonKeys(members: members, named: []))
    let tags = try enqueue(ReadPersonTags(profiles: members))
    let noted = try enqueue(ReadNoted(profiles: members))
    try sync(waiting: &waiter)
    survey.take(try take(keys))
    let locked = survey.allKeys
    survey.setApart(try take(tags).map(\.profile) + take(noted))
    guard !survey.plain.isEmpty else { return }
    _ = try enqueue(LockErasedKeys(keys: locked))
    let named = try enqueue(
      FindMentions(
        keys: survey.allKeys, profiles: survey.purged, members: survey.members, since: nil))
    let outgoing = survey.purged.isEmpty ? nil : try enqueue(ReadOutgoing())
    let unsearched = survey.purged.isEmpty ? nil : try enqueue(CountUnsearched())
    try sync(waiting: &waiter)
    survey.outgoing = try takeAll(outgoing)
    survey.unsearched = Int(try takeAll(unsearched).first ?? 0)
    let isNobodyNamed = try take(named).isEmpty
    if !isNobodyNamed { try setApartWhoIsNamed(&survey, waiting: &waiter) }
  }

  private mutating func setApartWhoIsNamed(
    _ survey: inout ErasureSurvey, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let places = survey.inOrder
    var tickets: [Ticket<FindMentions>] = []
    for place in places {
      tickets.append(
        try enqueue(
          FindMentions(
            keys: survey.keys[place] ?? [], profiles: survey.purged(at: place),
            members: survey.erasures[place].merged.members, since: nil)))
    }
    try sync(waiting: &waiter)
    for (place, ticket) in zip(places, tickets) {
      let isNamed = try !take(ticket).isEmpty
      if isNamed { survey.setApart(survey.erasures[place].merged.members) }
    }
  }

  private mutating func eraseTogether(
    _ survey: ErasureSurvey, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let group = survey.group
    let purges = survey.inOrder.filter { !survey.purged(at: $0).isEmpty }
    let search = MentionSearch(
      keys: purges.flatMap { survey.keys[$0] ?? [] }, profiles: survey.purged)
    try enqueue(survey.outgoing.compactMap { policy.left(of: $0, by: search) })
    let tickets = try enqueue(group, policy: policy)
    guard !group.purges.isEmpty else { return }
    try sync(waiting: &waiter)
    let counts = try take(tickets, of: group, owner: survey.owner)
    let person = FoundPerson(unsearched: survey.unsearched)
    try enqueue(
      InsertErasures.init,
      ifAny: zip(purges, counts).map { place, counts in
        survey.erasures[place].receipt(counting: counts.receipt(of: person))
      })
  }

  /// Writes what is left of rows of the outbox.
  mutating func enqueue(_ outgoing: [OutboxRow]) throws(PostgresError) {
    for row in outgoing where !row.messages.isEmpty { _ = try enqueue(ReplaceOutgoing(row: row)) }
    try enqueue(DeleteOutbox.init, ifAny: outgoing.filter(\.messages.isEmpty).map(\.id))
  }
}

extension ErasureWrite {
  /// The receipt of a purge.
  func receipt(counting counts: [UInt8]) -> PurgeReceipt {
    var decision: String?
    if case .purged(let named) = change { decision = named }
    return PurgeReceipt(
      profile: merged.head, decision: decision, provenance: provenance, counts: counts)
  }
}
