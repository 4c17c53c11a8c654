import ArgumentParser
import Domain
import Formats
import Store

/// `list mailings`: the mailings that were sent, or are being sent.
struct ListMailings: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "mailings",
    abstract: "List the mailings, the latest first.",
    discussion: """
      Each with its state and its counts; brevduva mailing show tells more of one.

      Example: brevduva list mailings --limit 20
      """)

  @Option(
    help: "Begin behind this mailing: the id of the last one of the page before.",
    transform: ArgumentParsing.text)
  var after: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListMailingsReport {
    let records =
      try context.servers.withStore { store, waiter throws(StoreError) in
        guard let after else { return try store.mailings(limit: page.limit, waiting: &waiter) }
        guard let last = try store.mailing(after, waiting: &waiter) else { return nil }
        return try store.mailings(before: last, limit: page.limit, waiting: &waiter)
      } as [MailingRecord]?
    guard let records else {
      throw .refused(
        "There is no mailing \((after ?? "").visible): brevduva list mailings begins anew.")
    }
    return ListMailingsReport(records: records, limit: page.limit)
  }
}

/// Mailings, the latest first.
struct ListMailingsReport: CommandOutput {
  let records: [MailingRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in json.object { $0.members(of: record) } }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(
      ["begun", "mailing", "state", "recipients", "handed over", "left out"], numeric: [3, 4, 5])
    for record in records {
      let counts = record.counts
      table.add(
        [
          Table.Cell(record.begunAt.text(in: style), .faint), Table.Cell(record.id),
          Table.Cell(record.state.words),
        ]
          + [counts.recipients, counts.handedOver, counts.excluded.values.reduce(0, +)]
          .map { Table.Cell("\($0)") })
    }
    return records.isEmpty && style.isTerminal ? ["Nothing was sent."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let last = records.last, records.count == limit else { return [] }
    return [
      "The next page: brevduva list mailings --limit \(limit) --after \(last.id.shellWord)"
    ]
  }
}
