import Domain
import Postgres

/// Inserts an import that begins.
struct InsertImport: Statement {
  let id: ImportID
  let begun: BegunImport
  let provenance: Provenance

  static let sql = """
    INSERT INTO import (
      id, hash, headers, fields, sheet, replaces, overwritten, repairs, updates_only, allowed,
      is_dry_run, language, total, begun_at, source, message_id, actor)
    VALUES (
      $1, $2, $3::text[], $4::text[], $5, $6, $7::text[], $8, $9, $10::text[], $11, $12, $13, $14,
      $15, $16, $17)
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
  }
}

/// Inserts the header of an import, and its rows, each in its chunk.
struct InsertImportLines: Statement {
  typealias Line = (chunk: Int, place: Int, line: ImportLine)

  let id: ImportID
  let lines: [Line]

  init(id: ImportID, _ begun: BegunImport) {
    self.id = id
    let header = ImportLine(line: 0, cells: begun.header.map { ImportLine.Cell($0) })
    lines =
      [(-1, 0, header)]
      + begun.chunks.enumerated().flatMap { chunk, lines in
        lines.enumerated().map { place, line in (chunk, place, line) }
      }
  }

  static let sql = """
    INSERT INTO import_line (import_id, chunk, place, line, cells, fault)
    SELECT $1, u.chunk, u.place, u.line, u.cells, u.fault
    FROM unnest($2::integer[], $3::integer[], $4::integer[], $5::text[], $6::text[])
      AS u (chunk, place, line, cells, fault)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4Array(lines) { Int32(clamping: $0.chunk) }
    parameters.int4Array(lines) { Int32(clamping: $0.place) }
    parameters.int4Array(lines) { Int32(clamping: $0.line.line) }
    parameters.textArray(lines) { CellText.joined($0.line.cells) }
    parameters.textArray(lines) { $0.line.fault }
  }
}
