import Domain
import Postgres

/// Lets notes come along with merges (L4); one that is on both stays so, that each gets it back.
struct CarryNotes: Statement {
  let merges: [Merge]

  static let sql = """
    UPDATE note_profile AS n
    SET profile_id = u.kept_id, merged_from = coalesce(n.merged_from, n.profile_id)
    FROM unnest($1::uuid[], $2::uuid[]) AS u (removed_id, kept_id)
    WHERE n.profile_id = ANY ($1::uuid[])
    AND n.profile_id = u.removed_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(merges) { $0.removed.value }
    parameters.uuidArray(merges) { $0.kept.value }
  }
}

/// Gives back the notes that came along with merges, and those that came since by an address that goes back
/// (L4).
struct ReturnNotes: Statement {
  /// A note on the kept profile, where a merge had carried it from, and the profile that comes back.
  typealias Returned = (
    id: NoteID, carriedFrom: ProfileID?, kept: ProfileID, removed: ProfileID
  )

  let notes: [Returned]

  static let sql = """
    UPDATE note_profile AS n
    SET profile_id = u.removed_id, merged_from = nullif(n.merged_from, u.removed_id)
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
      AS u (note_id, merged_from, kept_id, removed_id)
    WHERE n.note_id = ANY ($1::uuid[])
    AND n.profile_id = ANY ($3::uuid[])
    AND n.note_id = u.note_id
    AND n.profile_id = u.kept_id
    AND n.merged_from IS NOT DISTINCT FROM u.merged_from
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(notes) { $0.id.value }
    parameters.uuidArray(notes) { $0.carriedFrom?.value }
    parameters.uuidArray(notes) { $0.kept.value }
    parameters.uuidArray(notes) { $0.removed.value }
  }
}

/// Reads the notes on kept profiles that came with merges or since (L4).
struct ReadMergedNotes: Statement {
  let removed: [ProfileID]

  typealias Row = (removed: ProfileID, note: MergedNote)

  static let sql = """
    SELECT m.removed_id, n.note_id, n.merged_from, n.matched_keys, n.filed_at
    FROM merge AS m
    CROSS JOIN LATERAL (
      SELECT k.note_id, k.merged_from, k.matched_keys, k.filed_at
      FROM note_profile AS k
      WHERE k.profile_id = m.kept_id
      OFFSET 0
    ) AS n
    WHERE m.removed_id = ANY ($1::uuid[])
    AND (n.merged_from IS NOT NULL OR n.filed_at >= m.merged_at)
    ORDER BY n.note_id, n.merged_from NULLS FIRST
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(removed) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      ProfileID(value: try row.uuid(0)),
      MergedNote(
        id: NoteID(value: try row.uuid(1)),
        carriedFrom: try row.optionalUUID(2).map { ProfileID(value: $0) },
        matched: try row.textArray(3).map { AddressKey(stored: $0) }, at: try row.moment(4))
    )
  }
}
