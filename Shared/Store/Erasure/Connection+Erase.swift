import Domain
import Hashing
import Mentions
import Postgres
import Threading

extension Connection {
  /// Erases the addresses and the telephone of a person who has died (L1), and waits for it.
  ///
  /// - Returns: the person, as found.
  mutating func eraseContacts(
    _ merged: MergedProfiles, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> FoundPerson {
    let person = try find(merged, policy: policy, withMessages: false, waiting: &waiter)
    try enqueueTexts(of: person, keepsParked: true)
    _ = try enqueue(EraseNoteContacts(profiles: merged.members))
    _ = try enqueue(
      ErasedGroup(deaths: [merged], keysOf: [merged.head: person.keys]), policy: policy)
    try sync(waiting: &waiter)
    return person
  }

  /// Erases a person (L2), and waits for it.
  ///
  /// - Returns: the person, as found; and what went, counted, as JSON for the receipt.
  mutating func erasePerson(
    _ merged: MergedProfiles, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (FoundPerson, counts: [UInt8]) {
    let person = try find(merged, policy: policy, withMessages: true, waiting: &waiter)
    try enqueueTexts(of: person, keepsParked: false)
    try enqueueMessages(of: person)
    let notes = try enqueue(EraseNotes(profiles: merged.members))
    _ = try enqueue(
      TurnErasedAddresses(
        profiles: merged.members, head: merged.head, lifetime: policy.lifetime))
    let group = ErasedGroup(purges: [merged], keysOf: [merged.head: person.keys])
    let tickets = try enqueue(group, policy: policy)
    try sync(waiting: &waiter)
    var counts = try take(tickets, of: group) { _, _ in 0 }
    counts[0].notes = try affected(notes)
    return (person, counts[0].receipt(of: person))
  }

  /// Erases what has come since of a person who was purged or has died (L1, L2), and waits for it.
  ///
  /// - Parameters:
  ///   - merged: the person.
  ///   - keys: those of the person's addresses that are known beside the ones in the tables.
  ///   - withMessages: `false` for a death, which leaves messages alone.
  ///   - policy: recognises addresses that were erased before.
  ///   - waiter: lent for this call.
  /// - Returns: the person, as found; and what was, counted, as JSON to be added to the receipt.
  /// - Throws: what the server says against it.
  @discardableResult
  mutating func eraseAgain(
    _ merged: MergedProfiles, knowing keys: [AddressKey] = [], withMessages: Bool = true,
    policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (FoundPerson, counts: [UInt8]) {
    let person = try find(
      merged, knowing: keys, policy: policy, withMessages: withMessages, waiting: &waiter)
    try enqueueTexts(of: person, keepsParked: !withMessages)
    try enqueueMessages(of: person)
    let suggestions = try enqueue(EraseSuggestionsOnAddresses(keys: person.keys))
    let marks = try enqueue(EraseMarks(keys: person.keys))
    let bounces = try enqueue(EraseBounces(keys: person.keys))
    _ = try enqueue(EraseSuppressions(keys: person.keys))
    try sync(waiting: &waiter)
    let counts = ErasedCounts.json(
      [
        ("marks", try affected(marks)), ("bounces", try affected(bounces)),
        ("registrations", person.held.count), ("notes", person.unmatched.count),
        ("suggestions", try affected(suggestions)),
      ] + person.counts)
    return (person, counts)
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
    try enqueue(person.outgoing)
  }
}

extension FoundPerson {
  /// Counts of what is erased in others' rows and messages.
  var counts: [(StaticString, Int)] {
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
