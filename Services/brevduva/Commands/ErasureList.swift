import ArgumentParser
import Domain
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
    transform: Reading.moment)
  var since: Timestamp?

  @OptionGroup var output: OutputOptions

  /// How many are read at once.
  private static let page = 1000

  func answer(from servers: Servers) throws(Failure) -> ErasureListing {
    let entries = try servers.atDesk { desk, waiter throws(StoreError) -> [ErasureEntry] in
      var all: [ErasureEntry] = []
      while true {
        let page = try desk.erasures(
          since: since, after: all.last?.receipt, limit: Self.page, waiting: &waiter)
        all += page
        if page.count < Self.page { return all }
      }
    }
    return ErasureListing(entries)
  }
}
