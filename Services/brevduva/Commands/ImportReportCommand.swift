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
    let record = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.importRecord(id, waiting: &waiter)
    }
    guard let record else {
      throw .refused("There is no import \(id.visible): brevduva list imports shows all.")
    }
    return refusedCSV
      ? .csv(RefusedRowCSV(id: id, servers: context.servers))
      : .report(ImportReportPages(of: record, on: context.servers))
  }
}

/// Report of an import, or its refused rows alone.
enum ImportReportAnswer: CommandAnswer {
  case report(ImportReportPages)
  case csv(RefusedRowCSV)

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    switch self {
    case .report(let report): try report.print(asJSON: asJSON, on: console)
    case .csv(let rows): try rows.print(asJSON: asJSON, on: console)
    }
  }
}

extension ImportRecord {
  /// A word for how far it is.
  var state: String {
    if undoneAt != nil { return "taken back" }
    if undoBegunAt != nil { return "being taken back" }
    switch reading {
    case .active?: return "being read, \(total) rows so far"
    case .abandoned?: return "reading abandoned after \(total) rows"
    case nil: break
    }
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
    member("reading", orNull: record.reading?.rawValue)
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
