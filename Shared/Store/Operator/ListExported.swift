import Domain
import Postgres

/// Conditions of `profile AS p`: it is one that is exported (P11), `$1` being the list of which it is to be,
/// if any.
enum ExportedProfile {
  /// A list names nobody who is hidden (L8), nor the dead.
  static let condition = """
    p.state IN (0, 2)
    AND ($1::text IS NULL OR p.state = 0 AND NOT \(HiddenProfile.profile))
    AND CASE $1
      WHEN 'no-primary' THEN NOT EXISTS (
        SELECT FROM address AS a WHERE a.profile_id = p.id AND a.uses & 1 <> 0)
      WHEN 'undeliverable' THEN EXISTS (
        SELECT FROM address AS a
        JOIN mark AS m ON m.key = a.key
        WHERE a.profile_id = p.id AND m.since IS NOT NULL)
      WHEN 'suppressed' THEN EXISTS (
        SELECT FROM address AS a JOIN suppression AS s ON s.key = a.key WHERE a.profile_id = p.id)
      ELSE true
    END
    """

  /// More of it is exported than its id.
  static let shown = "\(ExportedProfile.condition) AND NOT \(HiddenProfile.profile)"
}

/// Lists profiles that are exported, as they stand, by id.
///
/// A page is reached by the index, however many were before it.
struct ListExported: Statement {
  let list: ProfileList?
  let after: ProfileID?
  let limit: Int

  static let sql = """
    SELECT \(ProfileSnapshot.columns)
    FROM profile AS p
    WHERE \(ExportedProfile.condition)
    AND p.id >= coalesce($2, '00000000-0000-0000-0000-000000000000'::uuid)
    AND p.id IS DISTINCT FROM $2
    ORDER BY p.id
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(list?.rawValue)
    parameters.uuid(after?.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileSnapshot {
    try row.profileSnapshot()
  }
}

/// Measures an export: how many profiles, and which columns they need.
///
/// Whoever is hidden needs none, so that no header tells of them (L8).
struct MeasureExport: Statement {
  let list: ProfileList?

  static let sql = """
    SELECT
      (SELECT count(*) FROM profile AS p WHERE \(ExportedProfile.condition)),
      ARRAY(
        SELECT DISTINCT e.system
        FROM external_id AS e
        JOIN profile AS p ON p.id = e.profile_id
        WHERE \(ExportedProfile.shown)),
      ARRAY(
        SELECT DISTINCT o.topic
        FROM opt_out AS o
        JOIN profile AS p ON p.id = o.profile_id
        WHERE \(ExportedProfile.shown)),
      (
        SELECT coalesce(max(each.amount), 0)
        FROM (
          SELECT count(*) AS amount
          FROM address AS a
          JOIN profile AS p ON p.id = a.profile_id
          WHERE a.uses = 0
          AND \(ExportedProfile.shown)
          GROUP BY a.profile_id
        ) AS each)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(list?.rawValue)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ExportScope {
    ExportScope(
      count: Int(try row.int8(0)),
      columns: ExportColumns(
        systems: try row.textArray(1), topics: try row.textArray(2),
        additional: Int(try row.int8(3))))
  }
}
