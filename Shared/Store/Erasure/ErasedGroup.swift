import Domain
import Hashing
import Postgres

/// Persons who are erased together: what goes with them goes by statements that hold for all.
struct ErasedGroup {
  /// Those who have died.
  var deaths: [MergedProfiles] = []
  /// Those who are purged.
  var purges: [MergedProfiles] = []
  /// The keys of all addresses that each of them ever had, by the head.
  var keysOf: [ProfileID: [AddressKey]]

  /// All their profiles.
  var members: [ProfileID] { (deaths + purges).flatMap(\.members) }

  /// The keys of all of them, in order.
  var keys: [AddressKey] { keysOf.values.flatMap(\.self).sorted() }

  /// The addresses that are erased, each once: one that somebody of them has, and not the one who had it.
  func erasedAddresses(_ ring: KeyRing) -> [InsertErasedAddresses.Erased] {
    let persons =
      deaths.map { (kind: Erasure.Kind.death, merged: $0) }
      + purges.map { (kind: .purge, merged: $0) }
    let held = persons.flatMap { person in
      person.merged.addresses.map { (person: person, key: $0.key, isFormer: false) }
    }
    let former = persons.flatMap { person in
      (keysOf[person.merged.head] ?? []).map { (person: person, key: $0, isFormer: true) }
    }
    var seen: Set<AddressKey> = []
    return (held + former).filter { seen.insert($0.key).inserted }.map { each in
      InsertErasedAddresses.Erased(
        kind: each.person.kind, profile: each.person.merged.head,
        tag: ring.tag(of: each.key.text), isFormer: each.isFormer)
    }
  }
}

/// Counts of what was erased of a person's own.
struct ErasedCounts {
  let profiles: Int
  var addresses = 0
  var formerAddresses = 0
  var marks = 0
  var bounces = 0
  var externalIDs = 0
  var optOuts = 0
  var mails = 0
  var merges = 0
  var registrations = 0
  var notes = 0
  var suggestions = 0

  init(profiles: Int) {
    self.profiles = profiles
  }

  /// What went, as JSON for the receipt, with what was found elsewhere.
  func receipt(of person: FoundPerson) -> [UInt8] {
    Self.json(
      [
        ("profiles", profiles), ("addresses", addresses), ("formerAddresses", formerAddresses),
        ("marks", marks), ("bounces", bounces), ("externalIds", externalIDs),
        ("optOuts", optOuts), ("mails", mails), ("merges", merges),
        ("registrations", registrations + person.held.count),
        ("notes", notes + person.unmatched.count), ("suggestions", suggestions),
      ] + person.counts)
  }

  /// Counts as a JSON object.
  static func json(_ counts: [(StaticString, Int)]) -> [UInt8] {
    let members = counts.map { name, count in "\"\(name)\":\(count)" }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }
}

/// Tickets for what was erased of a group's own.
struct ErasureTickets {
  fileprivate let addresses: Ticket<EraseAddresses>
  fileprivate let past: Ticket<ErasePastAddresses>
  fileprivate let marks: Ticket<EraseMarks>
  fileprivate let bounces: Ticket<EraseBounces>
  fileprivate let onAddresses: Ticket<EraseSuggestionsOnAddresses>
  fileprivate var externalIDs: Ticket<EraseExternalIDs>?
  fileprivate var optOuts: Ticket<EraseOptOuts>?
  fileprivate var mails: Ticket<EraseRecipients>?
  fileprivate var merges: Ticket<EraseMerges>?
  fileprivate var registrations: Ticket<EraseRegistrations>?
  fileprivate var suggestions: Ticket<EraseSuggestions>?
}

extension Connection {
  /// Sends what erases the own of persons: all but their notes and what stands in others' rows.
  mutating func enqueue(
    _ group: ErasedGroup, policy: ErasurePolicy
  ) throws(PostgresError) -> ErasureTickets {
    var tickets = try enqueueAddresses(of: group)
    try enqueueDeaths(of: group.deaths, policy)
    try enqueuePurges(of: group.purges.flatMap(\.members), &tickets)
    try enqueue(
      { InsertErasedAddresses(erased: $0, lifetime: policy.lifetime) },
      ifAny: group.erasedAddresses(policy.keys))
    return tickets
  }

  /// Sends what erases the addresses, wherever they stand.
  private mutating func enqueueAddresses(
    of group: ErasedGroup
  ) throws(PostgresError) -> ErasureTickets {
    let (members, keys) = (group.members, group.keys)
    _ = try enqueue(EraseImportedProfiles(profiles: members))
    _ = try enqueue(EraseImportedAddresses(keys: keys))
    _ = try enqueue(EraseMailedAddresses(members: members, keys: keys))
    try enqueue(DeleteMentionsOf.init, ifAny: keys.flatMap { [.mark($0), .mail($0)] })
    _ = try enqueue(EraseSuppressions(keys: keys))
    _ = try enqueue(EraseMergedAddresses(keys: keys))
    return ErasureTickets(
      addresses: try enqueue(EraseAddresses(profiles: members)),
      past: try enqueue(ErasePastAddresses(members: members, keys: keys)),
      marks: try enqueue(EraseMarks(keys: keys)), bounces: try enqueue(EraseBounces(keys: keys)),
      onAddresses: try enqueue(EraseSuggestionsOnAddresses(keys: keys)))
  }

  private mutating func enqueueDeaths(
    of persons: [MergedProfiles], _ policy: ErasurePolicy
  ) throws(PostgresError) {
    guard !persons.isEmpty else { return }
    let members = persons.flatMap(\.members)
    _ = try enqueue(DeclareDeceased(members: members, heads: persons.map(\.head)))
    _ = try enqueue(EraseAnswers(members: members, lasting: policy.lastingMembers))
    _ = try enqueue(EraseMergedContacts(profiles: members))
    _ = try enqueue(EraseAddressSuggestions(profiles: members))
  }

  private mutating func enqueuePurges(
    of members: [ProfileID], _ tickets: inout ErasureTickets
  ) throws(PostgresError) {
    guard !members.isEmpty else { return }
    tickets.externalIDs = try enqueue(EraseExternalIDs(profiles: members))
    tickets.optOuts = try enqueue(EraseOptOuts(profiles: members))
    tickets.mails = try enqueue(EraseRecipients(profiles: members))
    tickets.merges = try enqueue(EraseMerges(profiles: members))
    tickets.registrations = try enqueue(EraseRegistrations(profiles: members))
    tickets.suggestions = try enqueue(EraseSuggestions(profiles: members))
    _ = try enqueue(EmptyProfiles(profiles: members))
    try enqueue(DeleteMentionsOf.init, ifAny: members.map { .profile($0) })
  }

  /// Counts what was erased of each who was purged, in the order of the group.
  ///
  /// The owner of a row is given as a place among these, by profile or address; `nil` for one who has died.
  mutating func take(
    _ tickets: ErasureTickets, of group: ErasedGroup,
    owner: (ProfileID?, AddressKey?) -> Int?
  ) throws(PostgresError) -> [ErasedCounts] {
    var counts = group.purges.map { ErasedCounts(profiles: $0.members.count) }
    func add(_ owners: [Int?], to field: WritableKeyPath<ErasedCounts, Int>) {
      for case let place? in owners where counts.indices.contains(place) {
        counts[place][keyPath: field] += 1
      }
    }
    add(try take(tickets.addresses).map { owner($0, nil) }, to: \.addresses)
    add(try take(tickets.past).map { owner($0.profile, $0.key) }, to: \.formerAddresses)
    add(try take(tickets.marks).map { owner(nil, $0) }, to: \.marks)
    add(try take(tickets.bounces).map { owner(nil, $0) }, to: \.bounces)
    add(try take(tickets.onAddresses).map { owner(nil, $0) }, to: \.suggestions)
    add(try takeAll(tickets.externalIDs).map { owner($0, nil) }, to: \.externalIDs)
    add(try takeAll(tickets.optOuts).map { owner($0, nil) }, to: \.optOuts)
    add(try takeAll(tickets.mails).map { owner($0, nil) }, to: \.mails)
    add(try takeAll(tickets.merges).map { owner($0, nil) }, to: \.merges)
    add(try takeAll(tickets.registrations).map { owner($0, nil) }, to: \.registrations)
    add(try takeAll(tickets.suggestions).map { owner($0, nil) }, to: \.suggestions)
    return counts
  }
}
