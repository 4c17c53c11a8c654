import Domain
import Postgres
@testable import Store
import TestSupport

extension StoreContents {
  /// All that a schema keeps.
  init(of schema: TestSchema) throws {
    self.init()
    for profile in try schema.run(AllProfiles()) { profiles[profile.id] = profile }
    for (id, address) in try schema.run(AllAddresses()) { profiles[id]?.addresses.append(address) }
    for (id, external) in try schema.run(AllExternalIDs()) {
      profiles[id]?.externalIDs[external.system] = external.value
    }
    for (key, message) in try schema.run(AllOrigins()) { origins[key] = message }
    for row in try schema.run(AllPast()) { past[row, default: 0] += 1 }
    for (id, profile) in try schema.run(AllRegistrations()) { registrations[id] = .some(profile) }
    for (id, isUnmatched) in try schema.run(AllNotes()) {
      notes[id] = StoredNote(isUnmatched: isUnmatched, filings: [])
    }
    for (id, filing) in try schema.run(AllFilings()) {
      guard let note = notes[id] else { continue }
      notes[id] = StoredNote(
        isUnmatched: note.isUnmatched, filings: note.filings.union([filing]))
    }
    for (suggestion, decision) in try schema.run(AllSuggestions()) {
      suggestions[suggestion] = decision
    }
    for (id, topic) in try schema.run(AllOptOuts()) { profiles[id]?.optedOut.insert(topic) }
    for (key, mark) in try schema.run(AllMarks()) { marks[key] = mark }
    for (key, cleared, delivered) in try schema.run(AllMailMoments()) {
      mail[key] = MailHistory(clearedAt: cleared, deliveredAt: delivered)
    }
    for case let row? in try schema.run(AllBounces()) {
      mail[row.key, default: MailHistory()].bounces[row.bounce.send] = row.bounce
    }
    for (key, suppression) in try schema.run(AllSuppressions()) {
      suppressions[key, default: [:]][suppression.gateway] = suppression
    }
    for storm in try schema.run(AllStorms()) { storms[storm.id] = storm }
    let removed = profiles.values.filter { $0.mergedInto != nil }.map(\.id)
    for merge in try schema.run(ReadMerges(removed: removed)) { merges[merge.removed] = merge }
    for row in try schema.run(ReadImportedProfiles(keys: try schema.run(AllImported()))) {
      let profile = row.profile
      // Whether a registration lies on it is found when it is read.
      imported[row.key] = ImportedProfile(
        profile: profile.profile, before: profile.before, marked: profile.marked,
        version: profile.version)
    }
    for (key, reason) in try schema.run(AllKept()) { kept[key] = reason }
    for (id, decision) in try schema.run(AllPurges()) { purges[id] = .some(decision) }
    for (id, standing) in try schema.run(AllMailings()) { mailings[id] = standing }
    for (id, profile, row) in try schema.run(AllRecipients()) {
      mailed[id, default: [:]][profile] = row
    }
    for (key, amount) in try schema.run(AllCounts()) { counts[key] = amount }
    for record in try schema.run(ReadAnomalies()) { anomalies[record.anomaly] = record.count }
    for (message, outcome) in try schema.run(AllInbox()) { inbox[message] = outcome }
    for (message, code) in try schema.run(AllParked()) { parked[message] = code }
    for (message, code) in try schema.run(AllRefused()) { refused[message] = code }
    for (id, count) in try schema.run(AllOutbox()) { outbox[id] = count }
  }
}

private struct AllImported: Statement {
  static let sql = "SELECT import_id, profile_id FROM import_profile WHERE reason IS NULL"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ImportedProfile.Key {
    ImportedProfile.Key(try row.text(0), ProfileID(value: try row.uuid(1)))
  }
}

private struct AllKept: Statement {
  static let sql = """
    SELECT import_id, profile_id, reason
    FROM import_profile
    WHERE reason IS NOT NULL
    """

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (ImportedProfile.Key, UndoReason) {
    (
      ImportedProfile.Key(try row.text(0), ProfileID(value: try row.uuid(1))),
      UndoReason(rawValue: try row.text(2)) ?? .changed
    )
  }
}

private struct AllProfiles: Statement {
  static let sql = """
    SELECT
      id, state, version, is_protected, given_name, family_name, phone, merged_into,
      state_before_death, created_at
    FROM profile
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Profile {
    Profile(
      id: ProfileID(value: try row.uuid(0)),
      state: Profile.State(rawValue: try row.int2(1)) ?? .purged, version: try row.int8(2),
      name: Name(given: try row.optionalText(4), family: try row.optionalText(5)),
      phone: try row.optionalText(6), isProtected: try row.bool(3),
      mergedInto: try row.optionalUUID(7).map { ProfileID(value: $0) },
      stateBeforeDeath: try row.optionalInt2(8).flatMap { Profile.State(rawValue: $0) },
      createdAt: Timestamp(microseconds: try row.timestamp(9)))
  }
}

private struct AllAddresses: Statement {
  static let sql = "SELECT profile_id, key, text, uses FROM address ORDER BY profile_id, position"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (ProfileID, Address) {
    let key = AddressKey(stored: try row.text(1))
    let address = EmailAddress(stored: try row.text(2), key: key)
    return (
      ProfileID(value: try row.uuid(0)), Address(address, uses: Uses(rawValue: try row.int2(3)))
    )
  }
}

private struct AllOrigins: Statement {
  static let sql = "SELECT key, added_by_source, added_by_id FROM address"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (AddressKey, MessageReference) {
    (
      AddressKey(stored: try row.text(0)),
      MessageReference(source: try row.text(1), id: try row.text(2))
    )
  }
}

private struct AllExternalIDs: Statement {
  static let sql = "SELECT profile_id, system, value FROM external_id"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (ProfileID, ExternalID) {
    (
      ProfileID(value: try row.uuid(0)),
      ExternalID(system: try row.text(1), value: try row.text(2))
    )
  }
}

private struct AllPast: Statement {
  static let sql = """
    SELECT
      key, text, profile_id, uses, moved_to, added_by_source, added_by_id, removed_by_source,
      removed_by_id
    FROM address_past
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> PastAddressRow {
    PastAddressRow(
      key: AddressKey(stored: try row.text(0)), text: try row.text(1),
      profile: ProfileID(value: try row.uuid(2)), uses: Uses(rawValue: try row.int2(3)),
      movedTo: try row.optionalUUID(4).map { ProfileID(value: $0) },
      addedBy: MessageReference(source: try row.text(5), id: try row.text(6)),
      removedBy: MessageReference(source: try row.text(7), id: try row.text(8)))
  }
}

private struct AllRegistrations: Statement {
  static let sql = "SELECT id, profile_id FROM registration"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (RegistrationID, ProfileID?) {
    (
      RegistrationID(value: try row.uuid(0)),
      try row.optionalUUID(1).map { ProfileID(value: $0) }
    )
  }
}

private struct AllNotes: Statement {
  static let sql = "SELECT id, is_unmatched FROM note"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> (NoteID, Bool) {
    (NoteID(value: try row.uuid(0)), try row.bool(1))
  }
}

private struct AllFilings: Statement {
  static let sql = "SELECT note_id, profile_id, merged_from, matched_keys FROM note_profile"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (NoteID, StoredNote.Filing) {
    (
      NoteID(value: try row.uuid(0)),
      StoredNote.Filing(
        profile: ProfileID(value: try row.uuid(1)),
        mergedFrom: try row.optionalUUID(2).map { ProfileID(value: $0) },
        matched: try row.textArray(3).map { AddressKey(stored: $0) })
    )
  }
}

private struct AllSuggestions: Statement {
  static let sql = "SELECT kind, profile_id, other_profile_id, evidence, state FROM suggestion"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (Suggestion.Identity, SuggestionState.Decision) {
    var profiles: [ProfileID] = []
    for column in 1...2 {
      if let id = try row.optionalUUID(column) { profiles.append(ProfileID(value: id)) }
    }
    guard let kind = Suggestion.Kind(rawValue: try row.text(0)),
      let decision = SuggestionState.Decision(rawValue: try row.int2(4))
    else { throw .decoding(column: 0, .malformed) }
    return (
      Suggestion.Identity(kind: kind, profiles: profiles, evidence: try row.text(3)), decision
    )
  }
}

private struct AllInbox: Statement {
  static let sql = "SELECT source, message_id, ending FROM inbox"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (MessageReference, MessageOutcome) {
    guard let outcome = MessageOutcome(rawValue: try row.int2(2)) else {
      throw .decoding(column: 2, .malformed)
    }
    return (MessageReference(source: try row.text(0), id: try row.text(1)), outcome)
  }
}

private struct AllParked: Statement {
  static let sql = "SELECT source, message_id, code FROM parked"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (MessageReference, String) {
    (MessageReference(source: try row.text(0), id: try row.text(1)), try row.text(2))
  }
}

private struct AllRefused: Statement {
  static let sql = "SELECT source, message_id, code FROM refused"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (MessageReference, String) {
    (MessageReference(source: try row.text(0), id: try row.text(1)), try row.text(2))
  }
}

private struct AllOutbox: Statement {
  static let sql = "SELECT id, message_count FROM outbox"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> (OutboxID, Int) {
    (OutboxID(value: try row.uuid(0)), Int(try row.int4(1)))
  }
}

private struct AllOptOuts: Statement {
  static let sql = "SELECT profile_id, topic FROM opt_out"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> (ProfileID, String) {
    (ProfileID(value: try row.uuid(0)), try row.text(1))
  }
}

private struct AllMarks: Statement {
  static let sql = """
    SELECT key, since, status, reason, observed_at, diagnostic, gateway_id
    FROM mark
    WHERE since IS NOT NULL
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> (AddressKey, Mark) {
    let mark = Mark(
      since: Timestamp(microseconds: try row.timestamp(1)), status: try row.optionalText(2),
      reason: try row.optionalText(3), evidence: try row.evidence(4))
    return (AddressKey(stored: try row.text(0)), mark)
  }
}

private struct AllMailMoments: Statement {
  static let sql = """
    SELECT key, cleared_at, delivered_at
    FROM mark
    WHERE cleared_at IS NOT NULL OR delivered_at IS NOT NULL
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ReadMailMoments.Row {
    try ReadMailMoments.decode(row)
  }
}

private struct AllBounces: Statement {
  static let sql = "SELECT \(Bounce.columns) FROM bounce AS b"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (key: AddressKey, bounce: Bounce)? {
    try row.bounce(0)
  }
}

private struct AllSuppressions: Statement {
  static let sql = "SELECT key, gateway, since, until, reason FROM suppression"

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (AddressKey, Suppression) {
    (AddressKey(stored: try row.text(0)), try row.suppression(1))
  }
}

private struct AllStorms: Statement {
  static let sql = "SELECT \(Storm.columns) FROM storm AS s"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Storm {
    try row.storm(0)
  }
}

private struct AllCounts: Statement {
  static let sql = "SELECT kind, subject, code, sum(amount) FROM counter GROUP BY 1, 2, 3"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> (CounterKey, Int) {
    (try row.counterKey(0), Int(try row.int8(3)))
  }
}

private struct AllMailings: Statement {
  static let sql = """
    SELECT
      id, hash, state, last_profile_id, not_before, recipients, by_fallback, handed_over, excluded,
      subject, body_text, body_html
    FROM mailing
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> LockMailings.Row {
    try LockMailings.decode(row)
  }
}

private struct AllRecipients: Statement {
  static let sql = """
    SELECT
      mailing_id, profile_id, message_id, token IS NULL, status, address_key, handed_over_at
    FROM mailing_recipient
    """

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (MailingID, ProfileID, MailedRow) {
    (
      try row.text(0), ProfileID(value: try row.uuid(1)),
      MailedRow(
        messageID: MessageID(value: try row.uuid(2)), token: try row.bool(3) ? nil : "token",
        status: RecipientStatus(word: try row.text(4)) ?? .waiting,
        address: try row.optionalText(5).map { AddressKey(stored: $0) },
        handedOverAt: try row.optionalTimestamp(6).map { Timestamp(microseconds: $0) })
    )
  }
}

private struct AllPurges: Statement {
  static let sql = "SELECT profile_id, decision FROM erasure"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> (ProfileID, String?) {
    (ProfileID(value: try row.uuid(0)), try row.optionalText(1))
  }
}
