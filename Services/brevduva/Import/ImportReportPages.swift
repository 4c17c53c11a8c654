import Domain
import Formats
import Store

/// Report of an import; its lists are read as they are printed.
struct ImportReportPages: CommandAnswer {
  let record: ImportRecord
  private let rows: PagedList<RefusedRowRecord>
  private let kept: KeptProfileList

  /// Describes the report.
  init(of record: ImportRecord, on servers: ServerConnections) {
    self.record = record
    rows = .refusedRows(of: record.id, on: servers)
    kept = KeptProfileList(of: record.id, on: servers)
  }

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    guard asJSON else { return try console.print(hints: try printLines(on: console)) }
    var json = JSONWriter()
    try write(to: &json, on: console)
    try console.print(end: &json)
  }

  /// Writes it as a JSON value, and prints what is written at each page.
  func write(to json: inout JSONWriter, on console: Console) throws(Failure) {
    json.beginObject()
    json.members(of: record)
    json.key("refusedRows" as JSONKey)
    try rows.write(to: &json, on: console) { json, record in
      json.object {
        $0.member("line", orNull: record.row.line)
        $0.member("column", orNull: record.row.column)
        $0.member("code", record.row.code)
        $0.member("sentence", record.row.sentence)
      }
    }
    try kept.write(to: &json, on: console)
    json.endObject()
  }

  /// Prints it as lines.
  ///
  /// - Returns: hints on what to do next.
  func printLines(on console: Console) throws(Failure) -> [String] {
    let style = console.output
    try console.print(fields(in: style).lines(in: style))
    let first = try rows.print(
      under: Table(["line", "column", "code", "why"], numeric: [0]), isBelow: true, on: console,
      cells: \.cellsOfReport)
    try kept.printLines(on: console)
    return first != nil
      ? ["To mend them: brevduva import report \(record.id.shellWord) --refused-csv > mend.csv"]
      : []
  }

  private func fields(in style: OutputStyle) -> FieldList {
    var fields = FieldList()
    fields.add("import", record.id, .strong)
    fields.add("state", record.state)
    fields.add("begun", record.begunAt.text(in: style))
    fields.add("ended", record.endedAt?.text(in: style))
    fields.add("actor", record.actor)
    fields.add("rows", "\(record.total)")
    fields.add("created", "\(record.counts.created)")
    fields.add("changed", "\(record.counts.changed)")
    fields.add("unchanged", "\(record.counts.unchanged)")
    fields.add("refused", "\(record.counts.refused)")
    fields.add(undoOf: record, in: style)
    return fields
  }
}

extension RefusedRowRecord {
  /// The row as a table has it: line, column, code and sentence.
  fileprivate var cellsOfReport: [Table.Cell] {
    [
      Table.Cell("\(row.line)"), Table.Cell(row.column ?? ""), Table.Cell(row.code, .bad),
      Table.Cell(row.sentence),
    ]
  }
}
