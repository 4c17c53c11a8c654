import ArgumentParser
import Domain
import Store

/// `profile find`: profiles by a part of a name or an address.
struct ProfileFind: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find profiles by a part of their name or of an address.",
    discussion: """
      A whole address finds also who had it before, when, and where it went. Profiles that are purged \
      or have a protected identity are not found.

      Example: brevduva profile find anna@example.org
      """)

  @Argument(help: "A part of a name or of an address, in any case.", transform: Reading.text)
  var text: String

  @Option(help: "The most that are shown.")
  var limit = 100

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is \(limit): at least 1 is needed.") }
  }

  func answer(from servers: Servers) throws(Failure) -> ProfileList {
    try servers.atDesk { desk, waiter throws(StoreError) in
      let found = try desk.find(text, limit: limit, waiting: &waiter)
      guard let key = Reading.key(text) else { return ProfileList(found, limit: limit) }
      let former = try desk.formerHolders(of: key, limit: limit, waiting: &waiter)
      return ProfileList(found, former: former, limit: limit)
    }
  }
}
