import ArgumentParser
import Domain
import Store

/// `list suggestions`: what a steward may accept or dismiss.
struct ListSuggestions: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "suggestions",
    abstract: "List the open suggestions, oldest first.",
    discussion: """
      None that names a profile with protected identity is shown.

      Example: brevduva list suggestions --json
      """)

  @Option(
    help: "Begin behind this suggestion: the last one of the page before.", transform: Reading.id)
  var after: SuggestionID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> SuggestionListing {
    let records = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.suggestions(after: after, limit: page.limit, waiting: &waiter)
    }
    return SuggestionListing(records, limit: page.limit)
  }
}
