import ArgumentParser
import Domain
import Formats
import Store

/// `import report`: what became of an import, row by row (P7).
struct ImportReportCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show what became of an import.",
    discussion: """
      The counts, and each refused row with its line, its column and why. With --refused-csv the refused \
      rows themselves, as CSV to be mended in a spreadsheet and imported again: what a spreadsheet would \
      run as a formula is marked. Refused rows are kept for 30 days.

      Example: brevduva import report alumni-2026 --refused-csv > mend.csv
      """)

  @Argument(help: "The import's id.", transform: ArgumentParsing.text)
  var id: String

  @Flag(help: "Print the refused rows as CSV.")
  var refusedCSV = false

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ImportReportAnswer {
    let found = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.importRecord(id, waiting: &waiter).map { record throws(StoreError) in
        (
          record, try store.refusedRows(of: id, waiting: &waiter),
          try store.keptProfiles(of: id, waiting: &waiter)
        )
      }
    }
    guard let (record, refused, kept) = found else {
      throw .refused("There is no import \(id.visible): brevduva list imports shows all.")
    }
    return ImportReportAnswer(
      record: record, header: refused.header, rows: refused.rows, kept: kept, isCSV: refusedCSV)
  }
}

/// Report of an import.
struct ImportReportAnswer: CommandOutput {
  let record: ImportRecord
  let header: [String]
  let rows: [RefusedRowRecord]
  let kept: [KeptProfileReason]
  let isCSV: Bool

  func write(to json: inout JSONWriter) {
    json.object {
      $0.members(of: record)
      $0.member("refusedRows", each: rows.map(\.row)) { json, row in
        json.object {
          $0.member("line", orNull: row.line)
          $0.member("column", orNull: row.column)
          $0.member("code", row.code)
          $0.member("sentence", row.sentence)
        }
      }
      $0.members(kept: kept)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
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
    let undone = kept.lines(in: style)
    guard !rows.isEmpty else { return fields.lines(in: style) + undone }
    var table = Table(["line", "column", "code", "why"], numeric: [0])
    for row in rows.map(\.row) {
      table.add([
        Table.Cell("\(row.line)"), Table.Cell(row.column ?? ""), Table.Cell(row.code, .bad),
        Table.Cell(row.sentence),
      ])
    }
    return fields.lines(in: style) + [""] + table.lines(in: style) + undone
  }

  var hints: [String] {
    rows.isEmpty
      ? []
      : ["To mend them: brevduva import report \(record.id.shellWord) --refused-csv > mend.csv"]
  }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    guard isCSV else { return standardText(asJSON: asJSON, in: style) }
    var csv = CSVWriter()
    csv.append(header)
    for row in rows { csv.append(row.cells) }
    return csv.take()
  }
}

extension ImportRecord {
  /// A word for how far it is.
  var state: String {
    if undoneAt != nil { return "taken back" }
    if undoBegunAt != nil { return "being taken back" }
    if isReading { return "being read, \(total) rows so far" }
    let word = endedAt == nil ? "\(counts.total) of \(total) rows done" : "completed"
    return isDryRun ? "\(word), dry run" : word
  }
}

extension JSONWriter {
  /// Writes the members of an import.
  mutating func members(of record: ImportRecord) {
    member("importId", record.id)
    member("dryRun", record.isDryRun)
    member("begunAt", orNull: record.begunAt)
    member("endedAt", orNull: record.endedAt)
    member("actor", orNull: record.actor)
    member("total", orNull: record.total)
    key("counts" as JSONKey)
    object {
      $0.member("created", orNull: record.counts.created)
      $0.member("changed", orNull: record.counts.changed)
      $0.member("unchanged", orNull: record.counts.unchanged)
      $0.member("refused", orNull: record.counts.refused)
    }
    member("stopped", record.isStopped)
    member("undoBegunAt", orNull: record.undoBegunAt)
    member("undoneAt", orNull: record.undoneAt)
    key("undone" as JSONKey)
    object {
      $0.member("givenBack", orNull: record.undone.givenBack)
      $0.member("kept", orNull: record.undone.kept)
    }
  }
}
