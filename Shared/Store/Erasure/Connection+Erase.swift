import Domain
import Hashing
import Postgres
import Threading

extension Connection {
  /// Erases the addresses and the telephone of a person who has died (L1), and waits for it.
  mutating func eraseContacts(
    _ merged: MergedProfiles, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let members = merged.members
    let patterns = ErasurePatterns(of: merged.addresses)
    _ = try enqueueAddresses(of: merged, patterns: patterns)
    _ = try enqueue(EraseParked(patterns: patterns))
    _ = try enqueue(EraseImportLines(patterns: patterns))
    _ = try enqueue(DeclareDeceased(merged: merged))
    _ = try enqueue(EraseAnswers(members: members, lasting: policy.lastingMembers))
    _ = try enqueue(EraseMergedContacts(profiles: members))
    _ = try enqueue(EraseAddressSuggestions(profiles: members))
    try enqueueTags(of: merged, kind: .death, policy: policy)
    try sync(waiting: &waiter)
  }

  /// Erases a person (L2), and waits for it.
  ///
  /// - Returns: what went, counted, as JSON for the receipt.
  mutating func erasePerson(
    _ merged: MergedProfiles, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [UInt8] {
    let members = merged.members
    let ofAddresses = ErasurePatterns(of: merged.addresses)
    let ofAll = ErasurePatterns(of: merged.addresses, profiles: members)
    let addresses = try enqueueAddresses(of: merged, patterns: ofAddresses)
    let externalIDs = try enqueue(EraseExternalIDs(profiles: members))
    let optOuts = try enqueue(EraseOptOuts(profiles: members))
    let merges = try enqueue(EraseMerges(profiles: members))
    let registrations = try enqueue(EraseRegistrations(members: members, patterns: ofAddresses))
    let suggestions = try enqueue(EraseSuggestions(profiles: members))
    let parked = try enqueue(EraseParked(patterns: ofAll))
    _ = try enqueue(EraseOutgoing(patterns: ofAll))
    let importLines = try enqueue(EraseImportLines(patterns: ofAll))
    _ = try enqueue(EmptyProfiles(profiles: members))
    _ = try enqueue(
      TurnErasedAddresses(profiles: members, head: merged.head, lifetime: policy.lifetime))
    try enqueueTags(of: merged, kind: .purge, policy: policy)
    try sync(waiting: &waiter)
    return Self.json([
      ("profiles", members.count),
      ("addresses", try affected(addresses.standing)),
      ("formerAddresses", try affected(addresses.past)),
      ("marks", try affected(addresses.marks)),
      ("externalIds", try affected(externalIDs)),
      ("optOuts", try affected(optOuts)),
      ("merges", try affected(merges)),
      ("registrations", try affected(registrations)),
      ("othersRegistrations", try affected(addresses.mentions)),
      ("suggestions", try affected(suggestions) + affected(addresses.suggestions)),
      ("parked", Int(try take(parked).first ?? 0)),
      ("importRows", try affected(importLines)),
    ])
  }

  /// Erases the addresses, wherever they stand, once those who look at them are done.
  private mutating func enqueueAddresses(
    of merged: MergedProfiles, patterns: ErasurePatterns
  ) throws(PostgresError) -> AddressTickets {
    let members = merged.members
    let keys = merged.addresses.map(\.key)
    _ = try enqueue(LockErasedKeys(keys: keys))
    let mentions = try enqueue(EraseMentions(members: members, keys: keys, patterns: patterns))
    return AddressTickets(
      mentions: mentions,
      standing: try enqueue(EraseAddresses(profiles: members)),
      past: try enqueue(ErasePastAddresses(members: members, keys: keys)),
      marks: try enqueue(EraseMarks(keys: keys)),
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

/// Tickets for the counts of what was erased with addresses.
private struct AddressTickets {
  let mentions: Ticket<EraseMentions>
  let standing: Ticket<EraseAddresses>
  let past: Ticket<ErasePastAddresses>
  let marks: Ticket<EraseMarks>
  let merges: Ticket<EraseMergedAddresses>
  let suggestions: Ticket<EraseSuggestionsOnAddresses>
}
