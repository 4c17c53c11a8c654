import ArgumentParser
import Domain
import Formats
import Store

/// `list imports`: the files that were imported (P7).
struct ListImports: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "List the imports, the latest first.",
    discussion: """
      Each with its counts; brevduva import report tells more of one.

      Example: brevduva list imports --limit 20
      """)

  @Option(
    help: "Begin behind this import: the id of the last one of the page before.",
    transform: ArgumentParsing.text)
  var after: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListImportsReport {
    let records =
      try context.servers.withStore { store, waiter throws(StoreError) in
        guard let after else { return try store.imports(limit: page.limit, waiting: &waiter) }
        guard let last = try store.importRecord(after, waiting: &waiter) else { return nil }
        return try store.imports(before: last, limit: page.limit, waiting: &waiter)
      } as [ImportRecord]?
    guard let records else {
      throw .refused(
        "There is no import \((after ?? "").visible): brevduva list imports begins anew.")
    }
    return ListImportsReport(records: records, limit: page.limit)
  }
}

/// Imports (P7).
struct ListImportsReport: CommandOutput {
  let records: [ImportRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in json.object { $0.members(of: record) } }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(
      ["begun", "import", "state", "rows", "created", "changed", "unchanged", "refused"],
      numeric: [3, 4, 5, 6, 7])
    for record in records {
      let counts = [
        record.total, record.counts.created, record.counts.changed, record.counts.unchanged,
        record.counts.refused,
      ]
      table.add(
        [
          Table.Cell(record.begunAt.text(in: style), .faint), Table.Cell(record.id),
          Table.Cell(record.state),
        ] + counts.map { Table.Cell("\($0)") })
    }
    return records.isEmpty && style.isTerminal
      ? ["Nothing was imported."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let last = records.last, records.count == limit else { return [] }
    return [
      "The next page: brevduva list imports --limit \(limit) --after \(last.id.shellWord)"
    ]
  }
}
