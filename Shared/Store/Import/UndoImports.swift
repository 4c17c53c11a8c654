import Domain
import Postgres

/// Reads how imports stand, and holds them against whoever goes on with them or takes them back; one whose file
/// is still read has not begun.
struct LockImports: Statement {
  let ids: [ImportID]

  typealias Row = (id: ImportID, standing: ImportStanding)

  static let sql = """
    SELECT
      i.id, i.is_dry_run, coalesce(i.ended_at, i.begun_at), i.ended_at IS NOT NULL,
      i.undo_begun_at IS NOT NULL, i.given_back, i.kept, i.undone_at IS NOT NULL
    FROM import AS i
    WHERE i.id = ANY ($1::text[])
    AND i.reading IS NULL
    ORDER BY i.id
    FOR NO KEY UPDATE OF i
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    let counts = UndoCounts(givenBack: Int(try row.int4(5)), kept: Int(try row.int4(6)))
    return (
      try row.text(0),
      ImportStanding(
        isDryRun: try row.bool(1), since: try row.moment(2), isEnded: try row.bool(3),
        undo: try row.bool(4) ? counts : nil, isUndone: try row.bool(7))
    )
  }
}

/// Reads the next profiles to which the undo of an import has not come (P10).
///
/// The rows are named by ranges: the one index that has them in this order begins with the import.
struct ReadUndoSlice: Statement {
  let id: ImportID
  let last: ProfileID?
  let limit: Int

  static let sql = """
    SELECT p.profile_id
    FROM import_profile AS p
    WHERE (p.import_id, p.profile_id) > ($1::text, $2::uuid)
    AND p.import_id <= $1
    AND p.reason IS NULL
    ORDER BY p.import_id, p.profile_id
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuid(last?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}

/// Reads profiles that the undo of an import left as they are, in the order of their ids, without the ids of those
/// who are hidden (P10, L8).
struct ReadKeptProfiles: Statement {
  let id: ImportID
  let after: ProfileID?
  let limit: Int

  static let sql = """
    SELECT w.id, \(HiddenProfile.condition), w.reason
    FROM (
      SELECT p.profile_id AS id, p.reason
      FROM import_profile AS p
      WHERE (p.import_id, p.profile_id) > ($1::text, $2::uuid)
      AND p.import_id <= $1
      AND p.reason IS NOT NULL
      ORDER BY p.import_id, p.profile_id
      LIMIT $3
    ) AS w
    ORDER BY w.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> KeptProfileRecord {
    let id = ProfileID(value: try row.uuid(0))
    return KeptProfileRecord(
      place: KeptProfileRecord.Place(profile: id),
      kept: KeptProfileReason(
        profile: try row.bool(1) ? nil : id,
        // What a newer program wrote is a change at any rate.
        reason: UndoReason(rawValue: try row.text(2)) ?? .changed))
  }
}

/// Begins the undo of an import.
struct BeginUndo: Statement {
  let id: ImportID
  let at: Timestamp

  static let sql = """
    UPDATE import AS i
    SET undo_begun_at = $2
    WHERE i.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.timestamp(at.microseconds)
  }
}

/// Ends an import that was stopped.
struct StopImport: Statement {
  let id: ImportID
  let at: Timestamp

  static let sql = """
    UPDATE import AS i
    SET ended_at = $2, is_stopped = true
    WHERE i.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.timestamp(at.microseconds)
  }
}

/// Deletes the rows of an import that were stopped before their turn, and whom they named.
struct DeleteWaitingImportLines: Statement {
  let id: ImportID

  static let sql = """
    WITH gone AS (
      DELETE FROM import_line AS l
      WHERE l.import_id = $1
      AND l.chunk >= 0
      AND l.code IS NULL
    )
    DELETE FROM import_mention AS m
    WHERE m.import_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }
}

/// Writes how far the undo of an import has come.
struct UpdateUndo: Statement {
  let id: ImportID
  let report: UndoReport
  let at: Timestamp

  static let sql = """
    UPDATE import AS i
    SET given_back = $2, kept = $3, undone_at = $4
    WHERE i.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(Int32(clamping: report.total.givenBack))
    parameters.int4(Int32(clamping: report.total.kept))
    parameters.timestamp(report.isComplete ? at.microseconds : nil)
  }
}

/// Deletes what was kept of profiles that are given back.
struct DeleteGivenBack: Statement {
  let id: ImportID
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM import_profile AS p
    WHERE p.import_id = $1
    AND p.profile_id = ANY ($2::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuidArray(profiles) { $0.value }
  }
}

/// Lets what is kept for the imports before follow, where the one that is taken back alone had touched the profile
/// since.
struct FollowVersions: Statement {
  let undone: [(profile: ProfileID, versions: UndoneProfile.Versions)]

  static let sql = """
    UPDATE import_profile AS p
    SET version = u.version_now
    FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS u (profile_id, version, version_now)
    WHERE p.profile_id = ANY ($1::uuid[])
    AND p.profile_id = u.profile_id
    AND p.version = u.version
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(undone) { $0.profile.value }
    parameters.int8Array(undone) { $0.versions.before }
    parameters.int8Array(undone) { $0.versions.after }
  }
}

/// Notes why the undo of an import leaves profiles as they are; how they were is kept no longer.
struct KeepProfiles: Statement {
  let id: ImportID
  let kept: [(profile: ProfileID, reason: UndoReason)]

  static let sql = """
    UPDATE import_profile AS p
    SET
      reason = u.reason,
      \(EmptyImported.columns)
    FROM unnest($2::uuid[], $3::text[]) AS u (profile_id, reason)
    WHERE p.import_id = $1
    AND p.profile_id = ANY ($2::uuid[])
    AND p.profile_id = u.profile_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuidArray(kept) { $0.profile.value }
    parameters.textArray(kept) { $0.reason.rawValue }
  }
}

/// SQL that leaves nothing of how a profile was.
enum EmptyImported {
  static let columns = """
      version = 0,
      is_protected = false,
      given_name = NULL,
      family_name = NULL,
      phone = NULL,
      external_systems = '{}',
      external_values = '{}',
      address_keys = '{}',
      address_texts = '{}',
      address_uses = '{}',
      topics = '{}',
      marked_keys = '{}'
    """
}
