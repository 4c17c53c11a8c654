import Domain
import Mentions
import Postgres
import Threading

extension Connection {
  /// Reads all that is held of a person by the kept profile: a round trip for each profile that the
  /// person is, and three for what lies elsewhere.
  mutating func extractRecord(
    _ head: ProfileID, sender: SenderReader, waiting waiter: inout some Waiter & ~Copyable
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
    let keys = try enqueue(ReadPersonKeys(members: ids, named: []))
    let mails = try enqueue(ReadMailsOfProfiles(profiles: ids))
    try sync(waiting: &waiter)
    let own = (
      merges: try take(merges), held: try take(held), imports: try take(imports),
      mails: try take(mails)
    )
    let known = Set(own.held.map(\.id))
    let mentions = try mentions(
      of: try take(keys).map(\.key).withoutRepetition, ids,
      besides: known, sender: sender, waiting: &waiter)
    return ExtractRecord(
      profiles: profiles, merges: own.merges,
      held: own.held + mentions.registrations.filter { !known.contains($0.id) },
      notes: mentions.notes, mails: own.mails, parked: mentions.parked, imports: own.imports,
      importRows: mentions.rows, elsewhere: mentions.elsewhere)
  }

  /// Finds what a purge would reach elsewhere (L2): parked messages in which the person stands, with what stands
  /// there, rows of imports, and the notes and registrations of the person's own that wait for a steward; with the
  /// notes that are filed, and with others' rows but those that are shown.
  private mutating func mentions(
    of keys: [AddressKey], _ ids: [ProfileID], besides held: Set<RegistrationID>,
    sender: SenderReader,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Mentions {
    let found = try run(
      FindMentions(keys: keys, profiles: ids, members: ids, since: nil), waiting: &waiter
    ).compactMap(\.self)
    let messages = try enqueue(ReadParkedRecords(ids: found.ids(of: .parked)))
    let rows = try enqueue(ReadImportRows(subjects: found))
    let notes = try enqueue(
      ReadNoteRecords(profiles: ids, waiting: found.ids(of: .note), authors: keys))
    let registrations = try enqueue(ReadWaitingRegistrations(ids: found.ids(of: .registration)))
    let texts = try enqueue(
      ReadTextsOfOthers(
        subjects: found.filter { $0.kind != .importLine }, members: ids, deletesNotes: true))
    try sync(waiting: &waiter)
    let search = MentionSearch(keys: keys, profiles: ids)
    // Who has a hash with somebody else's is not named in that row.
    let named = try take(rows).filter { row in
      row.cells.contains { search.finds(in: Array($0.utf8)) }
    }
    let own = try take(registrations).filter { sender($0.content).map(keys.contains) ?? false }
    let filed = try take(notes)
    let whole = Set(
      filed.map(\.summary.id.description) + (held + own.map(\.id)).map(\.description))
    let others = try take(texts).filter { !$0.isShown(with: whole, keys) }
    return Mentions(
      parked: passages(of: search, in: try take(messages)), rows: named, notes: filed,
      registrations: own, elsewhere: others.mentions(of: search))
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

/// What lies of a person elsewhere than in rows of the person's own.
private struct Mentions {
  let parked: [ParkedMention]
  let rows: [ImportRowRecord]
  /// The filed ones too.
  let notes: [NoteRecord]
  let registrations: [RegistrationRecord]
  let elsewhere: [ElsewhereMention]
}

extension TextRow {
  /// Looks whether an extract shows it whole: by its id, or with the address of which it tells.
  fileprivate func isShown(with ids: Set<String>, _ keys: [AddressKey]) -> Bool {
    switch table {
    case .registration, .note: ids.contains(subject)
    case .mark, .bounce, .suppression: keys.contains { $0.text == subject }
    case .suggestion, .profile, .externalID, .optOut, .address, .addressPast, .merge, .inbox,
      .refused, .erasure, .importing, .importLine, .importProfile, .mailing:
      false
    }
  }
}

/// Reads those of some registrations that wait for a steward, whoever made them.
struct ReadWaitingRegistrations: Statement {
  let ids: [UInt128]

  static let sql = """
    SELECT \(RegistrationRecord.columns)
    FROM registration AS r
    WHERE r.id = ANY ($1::uuid[])
    AND r.profile_id IS NULL
    ORDER BY r.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0 }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RegistrationRecord {
    try row.registration()
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
