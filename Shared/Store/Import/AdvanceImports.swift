import Domain
import Postgres

/// Writes how far an import has come (P7).
struct UpdateImport: Statement {
  let id: ImportID
  let report: ImportReport
  let at: Timestamp

  static let sql = """
    UPDATE import AS i
    SET created = $2, changed = $3, unchanged = $4, refused = $5, ended_at = $6
    WHERE i.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(Int32(clamping: report.total.created))
    parameters.int4(Int32(clamping: report.total.changed))
    parameters.int4(Int32(clamping: report.total.unchanged))
    parameters.int4(Int32(clamping: report.total.refused))
    parameters.timestamp(report.isComplete ? at.microseconds : nil)
  }
}

/// Keeps with each row that was refused why (P7).
struct RefuseImportLines: Statement {
  let id: ImportID
  let report: ImportReport

  static let sql = """
    UPDATE import_line AS l
    SET column_header = u.column_header, code = u.code, sentence = u.sentence
    FROM unnest($3::integer[], $4::text[], $5::text[], $6::text[])
      AS u (line, column_header, code, sentence)
    WHERE l.import_id = $1
    AND l.chunk = $2
    AND l.line = u.line
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(Int32(clamping: report.chunk))
    parameters.int4Array(report.refused) { Int32(clamping: $0.line) }
    parameters.textArray(report.refused) { $0.column }
    parameters.textArray(report.refused) { $0.code }
    parameters.textArray(report.refused) { $0.sentence }
  }
}

/// Deletes the rows of a chunk that were imported, and whom they named.
struct DeleteImportLines: Statement {
  let id: ImportID
  let chunk: Int

  static let sql = """
    WITH gone AS (
      DELETE FROM import_line AS l
      WHERE l.import_id = $1
      AND l.chunk = $2
      AND l.code IS NULL
    )
    DELETE FROM import_mention AS m
    WHERE m.import_id = $1
    AND m.chunk = $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(Int32(clamping: chunk))
  }
}

/// Deletes rows of imports that ended, or came to a stand, 30 days ago or earlier, and of readings that did so 7 days
/// ago, a portion of them (P7); one worker at a time, and whoever comes meanwhile deletes none.
///
/// Whom a chunk named is forgotten once none of its rows is left to wait.
struct DeleteOldImportLines: Statement {
  private static let oldImports = """
    SELECT i.id FROM import AS i WHERE coalesce(i.ended_at, i.begun_at) <= now() - interval '30 days'
    UNION ALL
    \(DeleteOldReadings.old)
    """

  static let sql = """
    WITH gone AS (
      DELETE FROM import_line AS l
      WHERE l.ctid = ANY (ARRAY(
        SELECT o.ctid
        FROM import_line AS o
        WHERE (SELECT \(Retention.turn))
        AND o.import_id = ANY (ARRAY(\(Self.oldImports)))
        LIMIT $1))
      RETURNING l.import_id, l.chunk, l.line
    ), \(ForgottenLines.sql), forgotten_chunks AS (
      DELETE FROM import_mention AS m
      WHERE m.import_id = ANY (ARRAY(\(Self.oldImports)))
      AND NOT EXISTS (
        SELECT
        FROM import_line AS l
        WHERE l.import_id = m.import_id AND l.chunk = m.chunk AND l.code IS NULL
        OFFSET 0)
    )
    SELECT count(*) FROM gone
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(Int64(Retention.portion))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}

/// SQL that forgets whom rows of imports named that are in `gone`: header, first chunk and refused ones.
///
/// Of others it is kept by their chunks.
///
/// The kind is no condition of an index there: whatever the statistics say, the subjects are.
enum ForgottenLines {
  static let sql = """
    forgotten AS (
      DELETE FROM mention AS m
      WHERE m.subject = ANY (
        ARRAY(SELECT concat_ws(' ', g.chunk, g.line, g.import_id) FROM gone AS g))
      AND m.kind + 0 = 10
    )
    """
}
