import ArgumentParser
import Domain
import Formats
import Store

/// `list sender-refusals`: refusals that are our own fault, with what mends them (B10).
struct ListSenderRefusals: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "sender-refusals",
    abstract: "List refusals that are the sender's own fault, by domain and code, with their cure.",
    discussion: """
      Mail was refused for the sender or the content and not for the recipient, so no address was marked. \
      The most frequent come first.

      Example: brevduva list sender-refusals --since 2026-12-01
      """)

  @Option(
    help: "Only of messages that were refused since: a day, or a moment as RFC 3339 writes it.",
    transform: ArgumentParsing.moment)
  var since: Timestamp?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListSenderRefusalsReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.senderRefusals(since: since, limit: page.limit, waiting: &waiter)
    }
    return ListSenderRefusalsReport(records: records)
  }
}

/// Refusals that are the sender's own fault (B10).
struct ListSenderRefusalsReport: CommandOutput {
  let records: [SenderRefusalRecord]

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("domain", record.domain)
        $0.member("mailingId", orNull: record.mailing)
        $0.member("code", orNull: record.status)
        $0.member("reason", record.reason.rawValue)
        $0.member("count", orNull: record.count)
        $0.member("lastAt", orNull: record.lastAt)
        $0.member("cure", orNull: record.reason.cure)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["domain", "mailing", "code", "reason", "messages", "last", "cure"])
    for record in records {
      table.add([
        Table.Cell(record.domain), Table.Cell(record.mailing), Table.Cell(record.status),
        Table.Cell(record.reason.rawValue, .warning), Table.Cell("\(record.count)"),
        Table.Cell(record.lastAt.text(in: style)), Table.Cell(record.reason.cure),
      ])
    }
    return records.isEmpty && style.isTerminal
      ? ["No mail was refused for a fault of the sender's."] : table.lines(in: style)
  }
}
