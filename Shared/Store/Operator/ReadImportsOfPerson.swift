import Domain
import Postgres

/// Reads how profiles were before each import that touched them, as long as no undo has come to it (E3, P10).
struct ReadImportsOfProfiles: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    SELECT
      \(ImportedProfile.columns), false, i.begun_at
    FROM import_profile AS p
    CROSS JOIN LATERAL (
      SELECT k.begun_at FROM import AS k WHERE k.id = p.import_id OFFSET 0
    ) AS i
    WHERE p.profile_id = ANY ($1::uuid[])
    AND p.reason IS NULL
    ORDER BY p.import_id, p.profile_id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ImportedRecord {
    ImportedRecord(
      importID: try row.text(0), at: try row.moment(16), profile: try row.importedProfile())
  }
}

/// Reads rows of imports, with all of their cells (E3).
struct ReadImportRows: Statement {
  let subjects: [MentionSubject]

  static let sql = """
    SELECT l.import_id, l.line, l.cells, l.sentence
    FROM unnest($1::text[], $2::integer[], $3::integer[]) AS u (import_id, chunk, line)
    CROSS JOIN LATERAL (
      SELECT k.import_id, k.line, k.cells, k.sentence
      FROM import_line AS k
      WHERE k.import_id = u.import_id AND k.chunk = u.chunk AND k.line = u.line
      OFFSET 0
    ) AS l
    ORDER BY l.import_id, l.line
    """

  func bind(_ parameters: inout Parameters) {
    let lines = subjects.importLines
    parameters.textArray(lines) { $0.id }
    parameters.int4Array(lines) { $0.chunk }
    parameters.int4Array(lines) { $0.line }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ImportRowRecord {
    ImportRowRecord(
      importID: try row.text(0), line: Int(try row.int4(1)),
      cells: CellText.cells(try row.text(2)).map(\.text), refusal: try row.optionalText(3))
  }
}
