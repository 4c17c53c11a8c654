import ArgumentParser
import Domain
import Formats
import Store

/// `list no-primary`: active profiles that no mailing reaches by their primary address (S5).
struct ListNoPrimary: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "no-primary",
    abstract: "List active profiles without a primary address.",
    discussion: """
      Profiles with protected identity are not shown.

      Example: brevduva list no-primary --limit 20
      """)

  @Option(
    help: "Begin behind this profile: the last one of the page before.",
    transform: ArgumentParsing.id)
  var after: ProfileID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListNoPrimaryReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.noPrimary(after: after, limit: page.limit, waiting: &waiter)
    }
    return ListNoPrimaryReport(records: records, limit: page.limit)
  }
}

/// Active profiles without a primary address (S5).
struct ListNoPrimaryReport: CommandOutput {
  let records: [NoPrimaryRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("id", record.id.description)
        $0.member("name", record.name)
        $0.member("addresses", record.addresses)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["profile", "name", "addresses"])
    for record in records {
      table.add([
        Table.Cell("\(record.id)", .faint), Table.Cell(record.name.text),
        Table.Cell(record.addresses.joined(separator: ", ")),
      ])
    }
    return records.isEmpty && style.isTerminal
      ? ["Every active profile has a primary address."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let last = records.last, records.count == limit else { return [] }
    return ["The next page: brevduva list no-primary --limit \(limit) --after \(last.id)"]
  }
}
