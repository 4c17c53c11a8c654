import ArgumentParser
import Domain
import Formats
import Store

/// `list suppressed`: mail to active profiles that somebody on the way holds back (B9, B10).
struct ListSuppressed: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "suppressed",
    abstract: "List the addresses of active profiles to which somebody holds mail back.",
    discussion: """
      A gateway does so by a list of its own; a domain, since the mailbox has another owner now. Profiles \
      with protected identity are not shown.

      Example: brevduva list suppressed --json
      """)

  @Option(
    help: "Begin behind this profile: the last one of the page before.",
    transform: ArgumentParsing.id)
  var after: ProfileID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListSuppressedReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.suppressed(after: after, limit: page.limit, waiting: &waiter)
    }
    return ListSuppressedReport(records: records, limit: page.limit)
  }
}

/// Addresses to which mail is held back (B9).
struct ListSuppressedReport: CommandOutput {
  let records: [SuppressedRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("profileId", record.profile.description)
        $0.member("name", record.name)
        $0.member("address", record.address.address.text)
        $0.member("uses", record.address.uses.list.map(\.rawValue))
        $0.members(of: record.suppression)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["profile", "name", "address", "held back by", "since", "until", "reason"])
    for record in records {
      table.add([
        Table.Cell("\(record.profile)", .faint), Table.Cell(record.name.text),
        Table.Cell(record.address.address.text, .warning),
        Table.Cell(record.suppression.gateway),
        Table.Cell(record.suppression.since.text(in: style)),
        Table.Cell(record.suppression.until?.text(in: style)),
        Table.Cell(record.suppression.reason),
      ])
    }
    return records.isEmpty && style.isTerminal
      ? ["No mail to an active profile is held back."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let last = records.last, Set(records.map(\.profile)).count == limit else { return [] }
    return ["The next page: brevduva list suppressed --limit \(limit) --after \(last.profile)"]
  }
}
