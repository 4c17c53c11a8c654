import Domain
import Formats
import Postgres

extension ImportRecord {
  static let columns = """
    i.id, i.is_dry_run, i.total, i.created, i.changed, i.unchanged, i.refused, i.begun_at,
    i.ended_at, i.actor, i.is_stopped, i.undo_begun_at, i.undone_at, i.given_back, i.kept,
    i.read_at <= now() - interval '10 minutes'
    """
}

/// Lists imports, the latest first (P7).
struct ListImports: Statement {
  let before: ImportRecord?
  let limit: Int

  static let sql = """
    SELECT \(ImportRecord.columns)
    FROM import AS i
    WHERE $1::timestamptz IS NULL
    OR (i.begun_at, i.id) < ($1, $2::text)
    ORDER BY i.begun_at DESC, i.id DESC
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.timestamp(before?.begunAt.microseconds)
    parameters.text(before?.id)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ImportRecord {
    try row.importRecord()
  }
}

/// Finds an import.
struct FindImport: Statement {
  let id: ImportID

  static let sql = """
    SELECT \(ImportRecord.columns)
    FROM import AS i
    WHERE i.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ImportRecord {
    try row.importRecord()
  }
}

/// Lists the refused rows of an import, in file order.
struct ListRefusedRows: Statement {
  let id: ImportID
  let after: RefusedRowRecord.Place?
  let limit: Int

  static let sql = """
    SELECT l.line, l.column_header, l.code, l.sentence, l.cells, l.chunk, l.place
    FROM import_line AS l
    WHERE l.import_id = $1
    AND l.code IS NOT NULL
    AND (l.chunk, l.line, l.place) > ($2, $3, $4)
    ORDER BY l.chunk, l.line, l.place
    LIMIT $5
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(after?.chunk ?? .min)
    parameters.int4(after?.line ?? .min)
    parameters.int4(after?.place ?? .min)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RefusedRowRecord {
    RefusedRowRecord(
      place: RefusedRowRecord.Place(
        chunk: try row.int4(5), line: try row.int4(0), place: try row.int4(6)),
      row: RefusedRow(
        line: Int(try row.int4(0)), column: try row.optionalText(1), code: try row.text(2),
        sentence: try row.text(3)),
      cells: CellText.cells(try row.text(4)).map { cell in
        cell.isRounded ? PrintedValue.text(ofRounded: cell.text) : cell.text
      })
  }
}

/// Reads the header of an import's file.
struct ReadImportHeader: Statement {
  let id: ImportID

  static let sql = """
    SELECT l.cells
    FROM import_line AS l
    WHERE l.import_id = $1
    AND l.chunk = -1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> [String] {
    CellText.cells(try row.text(0)).map(\.text)
  }
}

extension RowReader {
  fileprivate func importRecord() throws(PostgresError) -> ImportRecord {
    ImportRecord(
      id: try text(0), isDryRun: try bool(1),
      reading: try optionalBool(15).map { $0 ? .abandoned : .active }, total: Int(try int4(2)),
      counts: ImportCounts(
        created: Int(try int4(3)), changed: Int(try int4(4)), unchanged: Int(try int4(5)),
        refused: Int(try int4(6))),
      begunAt: Timestamp(microseconds: try timestamp(7)),
      endedAt: try optionalTimestamp(8).map { Timestamp(microseconds: $0) },
      actor: try optionalText(9), isStopped: try bool(10),
      undoBegunAt: try optionalTimestamp(11).map { Timestamp(microseconds: $0) },
      undoneAt: try optionalTimestamp(12).map { Timestamp(microseconds: $0) },
      undone: UndoCounts(givenBack: Int(try int4(13)), kept: Int(try int4(14))))
  }
}
