import ArgumentParser
import Domain
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
    help: "Begin behind this profile: the last one of the page before.", transform: Reading.id)
  var after: ProfileID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> NoPrimaryListing {
    let records = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.withoutPrimary(after: after, limit: page.limit, waiting: &waiter)
    }
    return NoPrimaryListing(records, limit: page.limit)
  }
}
