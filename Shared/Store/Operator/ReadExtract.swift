import Domain
import Mentions
import Postgres
import Threading

extension Connection {
  /// Reads all that is held of a person by the kept profile: a round trip for each profile that the
  /// person is, and three for what lies elsewhere.
  mutating func extractRecord(
    _ head: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> ExtractRecord? {
    guard let kept = try profileRecord(head, waiting: &waiter) else { return nil }
    var profiles = [kept]
    for merged in kept.merged {
      if let record = try profileRecord(merged.id, waiting: &waiter) { profiles.append(record) }
    }
    let ids = profiles.map(\.profile.id)
    let merges = try enqueue(ReadMerges(removed: ids))
    let held = try enqueue(ReadHeldRegistrations(profiles: ids))
    let imports = try enqueue(ReadImportsOfProfiles(profiles: ids))
    let notes = try enqueue(ReadNoteRecords(profiles: ids))
    let keys = try enqueue(ReadPersonKeys(members: ids, named: []))
    let mails = try enqueue(ReadMailsOfProfiles(profiles: ids))
    try sync(waiting: &waiter)
    let own = (
      try take(merges), try take(held), try take(imports), try take(notes), try take(mails)
    )
    let mentions = try mentions(
      of: try take(keys).map(\.key).withoutRepetition, ids, waiting: &waiter)
    return ExtractRecord(
      profiles: profiles, merges: own.0, held: own.1, notes: own.3, mails: own.4,
      parked: mentions.parked, imports: own.2, importRows: mentions.rows)
  }

  /// Finds the parked messages in which a person stands, those that a purge would reach (L2), with what stands
  /// there, and the rows of imports.
  private mutating func mentions(
    of keys: [AddressKey], _ ids: [ProfileID], waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> (parked: [ParkedMention], rows: [ImportRowRecord]) {
    let found = try run(
      FindMentions(keys: keys, profiles: ids, members: ids, since: nil), waiting: &waiter
    ).compactMap(\.self)
    let messages = try enqueue(ReadParkedRecords(ids: found.ids(of: .parked)))
    let rows = try enqueue(ReadImportRows(subjects: found))
    try sync(waiting: &waiter)
    let search = MentionSearch(keys: keys, profiles: ids)
    // Who has a hash with somebody else's is not named in that row.
    let named = try take(rows).filter { row in
      row.cells.contains { search.finds(in: Array($0.utf8)) }
    }
    return (passages(of: search, in: try take(messages)), named)
  }

  private func passages(
    of search: MentionSearch, in messages: [ReadParkedRecords.Row]
  ) -> [ParkedMention] {
    messages.compactMap { message in
      let texts = [message.body] + message.texts.map { Array($0.utf8) }
      let passages = texts.flatMap { search.passages(in: $0) }
      return passages.isEmpty ? nil : ParkedMention(summary: message.summary, passages: passages)
    }
  }
}

/// Reads the registrations that wait for a steward because of somebody who has died (L1).
struct ReadHeldRegistrations: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    SELECT \(RegistrationRecord.columns)
    FROM registration AS r
    WHERE r.profile_id IS NULL
    AND r.id = ANY (
      ARRAY(
        SELECT s.registration_id
        FROM suggestion AS s
        WHERE s.profile_id = ANY ($1::uuid[]) AND s.kind = 'deceasedAddress'))
    ORDER BY r.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RegistrationRecord {
    try row.registration()
  }
}

/// Reads parked messages with all that a person may stand in.
struct ReadParkedRecords: Statement {
  let ids: [UInt128]

  struct Row {
    let summary: ParkedSummary
    let texts: [String]
    let body: [UInt8]
  }

  static let sql = """
    SELECT \(ParkedSummary.columns), p.routing_key, p.properties, p.body
    FROM parked AS p
    WHERE p.id = ANY ($1::uuid[])
    ORDER BY p.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0 }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    let summary = try row.parkedSummary()
    let message = summary.message
    return Row(
      summary: summary,
      texts: [message.id, message.source, summary.type, summary.path ?? ""]
        + [try row.text(12), try row.text(13)],
      body: try row.bytes(14))
  }
}
