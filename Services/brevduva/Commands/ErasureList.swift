import ArgumentParser
import Domain
import Formats
import Store

/// `erasure list`: the purges, as a journal that outlives the database (L2).
struct ErasureList: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the purges, in the order in which they were carried out.",
    discussion: """
      All of them, not a page. With --json it is the journal that erasure replay reads: it holds ids and \
      no personal data. Keep it apart from the database and its backups.

      Example: brevduva erasure list --since 2026-05-01 --json > purges.json
      """)

  @Option(
    help: "Those from this moment on (RFC 3339), or from the beginning of this day in UTC.",
    transform: ArgumentParsing.moment)
  var since: Timestamp?

  @OptionGroup var output: OutputOptions

  /// Number of purges that is read at once.
  private static let page = 1000

  func answer(in context: CommandContext) throws(Failure) -> ErasureListReport {
    let entries = try context.servers.withStore {
      store, waiter throws(StoreError) -> [ErasureEntry] in
      var all: [ErasureEntry] = []
      while true {
        let page = try store.erasures(
          since: since, after: all.last?.receipt, limit: Self.page, waiting: &waiter)
        all += page
        if page.count < Self.page { return all }
      }
    }
    return ErasureListReport(entries: entries)
  }
}

/// The purges, in the order in which they were carried out (L2).
struct ErasureListReport: CommandOutput {
  let entries: [ErasureEntry]

  func write(to json: inout JSONWriter) {
    json.array(entries) { json, entry in
      json.object {
        $0.members(of: entry.receipt)
        $0.member("profileIds", entry.profiles.map(\.description))
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["purged", "profile", "ids", "decision", "message"], numeric: [2])
    for entry in entries {
      table.add([
        Table.Cell(entry.receipt.purgedAt.text(in: style), .faint),
        Table.Cell("\(entry.receipt.profile)"), Table.Cell("\(entry.profiles.count)"),
        Table.Cell(entry.receipt.decision), Table.Cell(entry.receipt.message.id),
      ])
    }
    return entries.isEmpty && style.isTerminal
      ? ["Nobody was purged."] : table.lines(in: style)
  }

  var hints: [String] {
    entries.isEmpty ? [] : ["The journal for a restore: brevduva erasure list --json > purges.json"]
  }
}
