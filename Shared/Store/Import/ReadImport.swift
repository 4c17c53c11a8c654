import Domain
import Postgres

/// Reads an import, the rows of one chunk that wait, and the first that were refused (P7).
struct ReadImport: Statement {
  let id: ImportID
  let chunk: Int

  static let sql = """
    SELECT
      i.hash, i.headers, i.fields, i.sheet, i.replaces, i.overwritten, i.repairs, i.updates_only,
      i.allowed, i.is_dry_run, i.language, i.total, i.created, i.changed, i.unchanged, i.refused,
      (SELECT l.cells FROM import_line AS l WHERE l.import_id = $1 AND l.chunk = -1),
      ARRAY(
        SELECT l.line
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.chunk = $2 AND l.code IS NULL
        ORDER BY l.line, l.place),
      ARRAY(
        SELECT l.cells
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.chunk = $2 AND l.code IS NULL
        ORDER BY l.line, l.place),
      ARRAY(
        SELECT l.fault
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.chunk = $2 AND l.code IS NULL
        ORDER BY l.line, l.place),
      ARRAY(
        SELECT l.line
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.code IS NOT NULL
        ORDER BY l.chunk, l.line, l.place
        LIMIT $3),
      ARRAY(
        SELECT l.column_header
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.code IS NOT NULL
        ORDER BY l.chunk, l.line, l.place
        LIMIT $3),
      ARRAY(
        SELECT l.code
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.code IS NOT NULL
        ORDER BY l.chunk, l.line, l.place
        LIMIT $3),
      ARRAY(
        SELECT l.sentence
        FROM import_line AS l
        WHERE l.import_id = $1 AND l.code IS NOT NULL
        ORDER BY l.chunk, l.line, l.place
        LIMIT $3),
      i.reading IS NOT NULL
    FROM import AS i
    WHERE i.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(Int32(clamping: chunk))
    parameters.int8(Int64(ImportReport.told))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredImport {
    let (headers, fields) = (try row.textArray(1), try row.textArray(2))
    let options = ImportOptions(
      columns: Dictionary(zip(headers, fields), uniquingKeysWith: { first, _ in first }),
      sheet: try row.optionalText(3), replaces: try row.bool(4),
      overwritten: Set(try row.textArray(5)), repairs: try row.bool(6),
      updatesOnly: try row.bool(7),
      allowed: Set(try row.textArray(8).compactMap(ImportOptions.Exception.init)),
      isDryRun: try row.bool(9), language: Language(rawValue: try row.text(10)) ?? .english)
    let counts = ImportCounts(
      created: Int(try row.int4(12)), changed: Int(try row.int4(13)),
      unchanged: Int(try row.int4(14)), refused: Int(try row.int4(15)))
    return StoredImport(
      isReading: try row.bool(24), hash: try row.bytes(0), options: options,
      header: CellText.cells(try row.optionalText(16) ?? "").map(\.text),
      total: Int(try row.int4(11)), counts: counts,
      lines: try lines(row), refused: try refused(row))
  }

  private static func lines(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> [ImportLine] {
    let (cells, faults) = (try row.textArray(18), try row.textArrayWithNulls(19))
    return try row.int4Array(17).enumerated().map { place, line in
      ImportLine(line: Int(line), cells: CellText.cells(cells[place]), fault: faults[place])
    }
  }

  private static func refused(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> [RefusedRow] {
    let (columns, codes) = (try row.textArrayWithNulls(21), try row.textArray(22))
    let sentences = try row.textArray(23)
    return try row.int4Array(20).enumerated().map { place, line in
      RefusedRow(
        line: Int(line), column: columns[place], code: codes[place], sentence: sentences[place])
    }
  }
}
