import Domain
import Postgres

/// Writes an import whose file was read: the row that the reading made, or a new one.
///
/// A reading that is no longer valid, or an import that has begun meanwhile, is in the way of the new row.
struct InsertImport: Statement {
  let id: ImportID
  let begun: BegunImport
  let provenance: Provenance

  static let sql = """
    WITH read AS (
      UPDATE import AS i
      SET
        hash = $2, headers = $3::text[], fields = $4::text[], sheet = $5, replaces = $6,
        overwritten = $7::text[], repairs = $8, updates_only = $9, allowed = $10::text[],
        is_dry_run = $11, language = $12, total = $13, begun_at = $14, source = $15,
        message_id = $16, actor = $17, reading = NULL, read_at = NULL
      WHERE i.id = $1
      AND i.reading = $18
      RETURNING i.id
    )
    INSERT INTO import (
      id, hash, headers, fields, sheet, replaces, overwritten, repairs, updates_only, allowed,
      is_dry_run, language, total, begun_at, source, message_id, actor)
    SELECT
      $1, $2, $3::text[], $4::text[], $5, $6, $7::text[], $8, $9, $10::text[], $11, $12, $13, $14,
      $15, $16, $17
    WHERE NOT EXISTS (SELECT FROM read)
    """

  func bind(_ parameters: inout Parameters) {
    let (options, columns) = (begun.options, begun.options.columns.sorted { $0.key < $1.key })
    parameters.text(id)
    parameters.bytes(begun.hash)
    parameters.textArray(columns) { $0.key }
    parameters.textArray(columns) { $0.value }
    parameters.text(options.sheet)
    parameters.bool(options.replaces)
    parameters.textArray(options.overwritten.sorted())
    parameters.bool(options.repairs)
    parameters.bool(options.updatesOnly)
    parameters.textArray(options.allowed.map(\.rawValue).sorted())
    parameters.bool(options.isDryRun)
    parameters.text(options.language.rawValue)
    parameters.int4(Int32(clamping: begun.total))
    parameters.timestamp(provenance.at.microseconds)
    parameters.text(provenance.message.source)
    parameters.text(provenance.message.id)
    parameters.text(provenance.actor)
    parameters.uuid(begun.reading?.token)
  }
}

/// Inserts the header of an import and the rows of its first chunk.
struct InsertImportLines: Statement {
  typealias Line = (chunk: Int, place: Int, line: ImportLine)

  let id: ImportID
  let lines: [Line]

  init(id: ImportID, _ begun: BegunImport) {
    self.id = id
    let header = ImportLine(line: 0, cells: begun.header.map { ImportLine.Cell($0) })
    lines = [(-1, 0, header)] + Self.lines(of: ImportPortion(chunk: 0, lines: begun.first))
  }

  static let sql = """
    INSERT INTO import_line (import_id, chunk, place, line, cells, fault)
    SELECT $1, u.chunk, u.place, u.line, u.cells, u.fault
    FROM unnest($2::integer[], $3::integer[], $4::integer[], $5::text[], $6::text[])
      AS u (chunk, place, line, cells, fault)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    Self.bind(lines, &parameters)
  }

  static func lines(of portion: ImportPortion) -> [Line] {
    portion.lines.enumerated().map { place, line in (portion.chunk, place, line) }
  }

  static func bind(_ lines: [Line], _ parameters: inout Parameters) {
    parameters.int4Array(lines) { Int32(clamping: $0.chunk) }
    parameters.int4Array(lines) { Int32(clamping: $0.place) }
    parameters.int4Array(lines) { Int32(clamping: $0.line.line) }
    parameters.textArray(lines) { CellText.joined($0.line.cells) }
    parameters.textArray(lines) { $0.line.fault }
  }
}
