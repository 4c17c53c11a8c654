import Domain
import Hashing
import Mentions
import Postgres
import Threading

extension Connection {
  /// Erases the addresses and the telephone of a person who has died (L1), and waits for it.
  ///
  /// - Returns: the keys of all addresses that the person ever had.
  mutating func eraseContacts(
    _ merged: MergedProfiles, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [AddressKey] {
    let members = merged.members
    let person = try find(merged, policy: policy, withMessages: false, waiting: &waiter)
    try enqueueTexts(of: person, keepsParked: true)
    _ = try enqueueAddresses(of: merged, person.keys)
    _ = try enqueue(DeclareDeceased(merged: merged))
    _ = try enqueue(EraseNoteContacts(profiles: members))
    _ = try enqueue(EraseAnswers(members: members, lasting: policy.lastingMembers))
    _ = try enqueue(EraseMergedContacts(profiles: members))
    _ = try enqueue(EraseAddressSuggestions(profiles: members))
    try enqueueTags(of: merged, kind: .death, policy: policy)
    try sync(waiting: &waiter)
    return person.keys
  }

  /// Erases a person (L2), and waits for it.
  ///
  /// - Returns: what went, counted, as JSON for the receipt; and the keys of all addresses that the person ever had.
  mutating func erasePerson(
    _ merged: MergedProfiles, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (counts: [UInt8], keys: [AddressKey]) {
    let members = merged.members
    let person = try find(merged, policy: policy, withMessages: true, waiting: &waiter)
    try enqueueTexts(of: person, keepsParked: false)
    try enqueueMessages(of: person)
    let addresses = try enqueueAddresses(of: merged, person.keys)
    let externalIDs = try enqueue(EraseExternalIDs(profiles: members))
    let optOuts = try enqueue(EraseOptOuts(profiles: members))
    let mails = try enqueue(EraseRecipients(profiles: members))
    let merges = try enqueue(EraseMerges(profiles: members))
    let registrations = try enqueue(EraseRegistrations(profiles: members))
    let notes = try enqueue(EraseNotes(profiles: members))
    let suggestions = try enqueue(EraseSuggestions(profiles: members))
    _ = try enqueue(EmptyProfiles(profiles: members))
    try enqueue(DeleteMentionsOf.init, ifAny: members.map { .profile($0) })
    _ = try enqueue(
      TurnErasedAddresses(profiles: members, head: merged.head, lifetime: policy.lifetime))
    try enqueueTags(of: merged, kind: .purge, policy: policy)
    try sync(waiting: &waiter)
    let counts = Self.json(
      [
        ("profiles", members.count),
        ("addresses", try affected(addresses.standing)),
        ("formerAddresses", try affected(addresses.past)),
        ("marks", try affected(addresses.marks)),
        ("bounces", try affected(addresses.bounces)),
        ("externalIds", try affected(externalIDs)),
        ("optOuts", try affected(optOuts)),
        ("mails", try affected(mails)),
        ("merges", try affected(merges)),
        ("registrations", try affected(registrations) + person.held.count),
        ("notes", try affected(notes) + person.unmatched.count),
        ("suggestions", try affected(suggestions) + affected(addresses.suggestions)),
      ] + person.counts)
    return (counts, person.keys)
  }

  /// Erases what has come since of a person who was purged or has died (L1, L2), and waits for it.
  ///
  /// - Parameters:
  ///   - merged: the person.
  ///   - keys: those of the person's addresses that are known beside the ones in the tables.
  ///   - withMessages: `false` for a death, which leaves messages alone.
  ///   - policy: recognises addresses that were erased before.
  ///   - waiter: lent for this call.
  /// - Returns: what was found, counted, as JSON to be added to the receipt.
  /// - Throws: what the server says against it.
  @discardableResult
  mutating func eraseAgain(
    _ merged: MergedProfiles, knowing keys: [AddressKey] = [], withMessages: Bool = true,
    policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [UInt8] {
    let person = try find(
      merged, knowing: keys, policy: policy, withMessages: withMessages, waiting: &waiter)
    try enqueueTexts(of: person, keepsParked: !withMessages)
    try enqueueMessages(of: person)
    let suggestions = try enqueue(EraseSuggestionsOnAddresses(keys: person.keys))
    let marks = try enqueue(EraseMarks(keys: person.keys))
    let bounces = try enqueue(EraseBounces(keys: person.keys))
    _ = try enqueue(EraseSuppressions(keys: person.keys))
    try sync(waiting: &waiter)
    return Self.json(
      [
        ("marks", try affected(marks)), ("bounces", try affected(bounces)),
        ("registrations", person.held.count), ("notes", person.unmatched.count),
        ("suggestions", try affected(suggestions)),
      ] + person.counts)
  }

  /// Writes others' texts back without the person, before anything else moves their rows.
  private mutating func enqueueTexts(
    of person: FoundPerson, keepsParked: Bool
  ) throws(PostgresError) {
    let known = person.texts.filter(\.table.isKnownByTexts)
    try enqueue(UpdateTexts.init, ifAny: person.texts.filter { !$0.table.isKnownByTexts })
    // One after the other: what is left of two may be the same.
    for row in known { _ = try enqueue(UpdateTexts(rows: [row])) }
    try enqueue(DeleteTexts.init, ifAny: known)
    try enqueue(DeleteHeld.init, ifAny: person.held)
    try enqueue(DeleteNotes.init, ifAny: person.unmatched.map(\.place))
    try enqueue(DeleteMentionsOf.init, ifAny: person.unmatched.map(\.subject))
    if !person.notes.isEmpty {
      _ = try enqueue(EraseNoteKeys(notes: person.notes, keys: person.names.sorted()))
    }
    try enqueue(EraseMailingCounts.init, ifAny: person.mailings)
    try enqueue(EraseMailingsOfStorms.init, ifAny: person.mailings)
    try enqueue(EraseNamedMailings.init, ifAny: person.mailings)
    try enqueue(DeleteMentionsOf.init, ifAny: person.mailings.map { .mailing($0) })
    try enqueue(EraseImports.init, ifAny: person.imports)
    try enqueue(DeleteMentionsOf.init, ifAny: person.imports.map { .importing($0) })
    try enqueue(DeleteMentionsOf.init, ifAny: person.renamed)
    try enqueue(InsertMentions.init, ifAny: person.renamedMentions)
    let names = person.names.sorted()
    _ = try enqueue(DeleteMentions(names: names, keepsParked: keepsParked))
    _ = try enqueue(DeleteImportMentions(names: names))
  }

  /// Takes the person out of parked messages and of the outbox.
  private mutating func enqueueMessages(of person: FoundPerson) throws(PostgresError) {
    for message in person.cut { _ = try enqueue(UpdateParked(message: message)) }
    try enqueue(DeleteParkedTexts.init, ifAny: (person.gone + person.cut).map(\.place))
    try enqueue(DeleteMentionsOf.init, ifAny: person.gone.map { .parked($0.id) })
    for row in person.outgoing where !row.places.isEmpty {
      _ = try enqueue(TrimOutgoing(id: row.id, places: row.places))
    }
    try enqueue(DeleteOutbox.init, ifAny: person.outgoing.filter(\.places.isEmpty).map(\.id))
  }

  /// Erases the addresses, wherever they stand.
  private mutating func enqueueAddresses(
    of merged: MergedProfiles, _ keys: [AddressKey]
  ) throws(PostgresError) -> AddressTickets {
    let members = merged.members
    _ = try enqueue(EraseImportedProfiles(profiles: members))
    _ = try enqueue(EraseImportedAddresses(keys: keys))
    _ = try enqueue(EraseMailedAddresses(members: members, keys: keys))
    try enqueue(DeleteMentionsOf.init, ifAny: keys.flatMap { [.mark($0), .mail($0)] })
    _ = try enqueue(EraseSuppressions(keys: keys))
    return AddressTickets(
      standing: try enqueue(EraseAddresses(profiles: members)),
      past: try enqueue(ErasePastAddresses(members: members, keys: keys)),
      marks: try enqueue(EraseMarks(keys: keys)),
      bounces: try enqueue(EraseBounces(keys: keys)),
      merges: try enqueue(EraseMergedAddresses(keys: keys)),
      suggestions: try enqueue(EraseSuggestionsOnAddresses(keys: keys)))
  }

  private mutating func enqueueTags(
    of merged: MergedProfiles, kind: Erasure.Kind, policy: ErasurePolicy
  ) throws(PostgresError) {
    _ = try enqueue(
      InsertErasedAddresses(
        kind: kind, profile: merged.head,
        tags: merged.addresses.map { policy.keys.tag(of: $0.key.text) },
        lifetime: policy.lifetime))
  }

  private static func json(_ counts: [(StaticString, Int)]) -> [UInt8] {
    let members = counts.map { name, count in "\"\(name)\":\(count)" }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }
}

extension FoundPerson {
  /// Counts of what is erased in others' rows and messages.
  fileprivate var counts: [(StaticString, Int)] {
    [
      ("othersRegistrations", registrationCount), ("othersRecords", otherCount),
      ("importRows", importRowCount),
      ("parked", cut.count + gone.count), ("unsearched", unsearched),
    ]
  }

  /// Mailboxes that stand in ids and sources beside the person's.
  fileprivate var renamedMentions: [InsertMentions.Named] {
    texts.filter(\.isOfMessage).flatMap { row in
      let message = MessageReference(source: row.texts[1] ?? "", id: row.texts[0] ?? "")
      var reading = MentionReading()
      for text in row.texts { reading.read(text) }
      return reading.keys.map { ($0.text, MentionSubject.message(message)) }
    }
  }
}

/// Tickets for the counts of what was erased with addresses.
private struct AddressTickets {
  let standing: Ticket<EraseAddresses>
  let past: Ticket<ErasePastAddresses>
  let marks: Ticket<EraseMarks>
  let bounces: Ticket<EraseBounces>
  let merges: Ticket<EraseMergedAddresses>
  let suggestions: Ticket<EraseSuggestionsOnAddresses>
}
