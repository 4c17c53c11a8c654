import ArgumentParser
import Domain
import Store

/// `list undeliverable`: marked addresses of active profiles (B4).
struct ListUndeliverable: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "undeliverable",
    abstract: "List the addresses of active profiles that are marked as undeliverable.",
    discussion: """
      Profiles with protected identity are not shown.

      Example: brevduva list undeliverable --limit 20
      """)

  @Option(
    help: "Begin behind this profile: the last one of the page before.", transform: Reading.id)
  var after: ProfileID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> UndeliverableListing {
    let records = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.undeliverable(after: after, limit: page.limit, waiting: &waiter)
    }
    return UndeliverableListing(records, limit: page.limit)
  }
}
