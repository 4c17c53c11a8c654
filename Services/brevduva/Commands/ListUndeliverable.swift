import ArgumentParser
import Domain
import Formats
import Store

/// `list undeliverable`: marked addresses of active profiles (B4).
struct ListUndeliverable: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "undeliverable",
    abstract: "List the addresses of active profiles that are marked as undeliverable.",
    discussion: """
      With the answer on which a mark rests, where a server or a gateway gave one. Profiles with protected \
      identity are not shown.

      Example: brevduva list undeliverable --limit 20
      """)

  @Option(
    help: "Begin behind this profile: the last one of the page before.",
    transform: ArgumentParsing.id)
  var after: ProfileID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListUndeliverableReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.undeliverable(after: after, limit: page.limit, waiting: &waiter)
    }
    return ListUndeliverableReport(records: records, limit: page.limit)
  }
}

/// Marked addresses of active profiles (B4).
struct ListUndeliverableReport: CommandOutput {
  let records: [UndeliverableRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("profileId", record.profile.description)
        $0.member("name", record.name)
        $0.member("address", record.address.address.text)
        $0.member("uses", record.address.uses.list.map(\.rawValue))
        $0.member("since", orNull: record.mark.since)
        $0.member("status", orNull: record.mark.status)
        $0.member("reason", orNull: record.mark.reason)
        $0.member("observedAt", orNull: record.mark.evidence?.observedAt)
        $0.member("diagnostic", orNull: record.mark.evidence?.diagnostic)
        $0.member("gatewayId", orNull: record.mark.evidence?.gatewayID)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table([
      "profile", "name", "address", "uses", "since", "status", "reason", "answer",
    ])
    for record in records {
      table.add([
        Table.Cell("\(record.profile)", .faint), Table.Cell(record.name.text),
        Table.Cell(record.address.address.text, .bad), Table.Cell(record.address.uses.text),
        Table.Cell(record.mark.since.text(in: style)), Table.Cell(record.mark.status),
        Table.Cell(record.mark.reason), Table.Cell(record.mark.evidence?.diagnostic, .faint),
      ])
    }
    return records.isEmpty && style.isTerminal
      ? ["No address of an active profile is marked."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let last = records.last, Set(records.map(\.profile)).count == limit else { return [] }
    return ["The next page: brevduva list undeliverable --limit \(limit) --after \(last.profile)"]
  }
}
