import ArgumentParser
import Domain
import Formats
import Store

/// `list storms`: failures that are not believed until a steward decides (B8).
struct ListStorms: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "storms",
    abstract: "List the storms of bounces that wait for a decision, oldest first.",
    discussion: """
      So many recipients of a mailing or a domain failed within an hour that their further marks are held.

      Example: brevduva list storms
      """)

  @Option(
    help: "Begin behind this storm: the last one of the page before.",
    transform: ArgumentParsing.id)
  var after: StormID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListStormsReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.storms(after: after, limit: page.limit, waiting: &waiter)
    }
    return ListStormsReport(records: records, limit: page.limit)
  }
}

/// Storms that wait for a decision (B8).
struct ListStormsReport: CommandOutput {
  let records: [StormRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("id", record.storm.id.description)
        $0.member("mailingId", orNull: record.storm.subject.mailingID)
        $0.member("domain", orNull: record.storm.subject.domainName)
        $0.member("since", orNull: record.storm.beganAt)
        $0.member("failed", orNull: record.storm.failed)
        $0.member("held", orNull: record.held)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["id", "of", "since", "failed", "marks held"])
    for record in records {
      table.add([
        Table.Cell("\(record.storm.id)"),
        Table.Cell(record.storm.subject.domainName ?? record.storm.subject.mailingID, .warning),
        Table.Cell(record.storm.beganAt.text(in: style)), Table.Cell("\(record.storm.failed)"),
        Table.Cell("\(record.held)"),
      ])
    }
    return records.isEmpty && style.isTerminal ? ["No storm is open."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let first = records.first, let last = records.last else { return [] }
    let decide =
      "Decide on one: echo '{\"stormId\": \"\(first.storm.id)\", \"decision\": \"drop\"}' | "
      + "brevduva publish bounce.storm - --actor WHO"
    return records.count == limit
      ? [decide, "The next page: brevduva list storms --limit \(limit) --after \(last.storm.id)"]
      : [decide]
  }
}

extension CounterKey.Subject {
  fileprivate var mailingID: String? {
    if case .mailing(let id) = self { id } else { nil }
  }

  fileprivate var domainName: String? {
    if case .domain(let name) = self { name } else { nil }
  }
}
