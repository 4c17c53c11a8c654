import ArgumentParser
import Store

/// `profile find`: profiles by a part of a name or an address.
struct ProfileFind: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find profiles by a part of their name or of an address.",
    discussion: "Profiles that are purged or have a protected identity are not found.")

  @Argument(help: "A part of a name or of an address, in any case.", transform: Reading.text)
  var text: String

  @Option(help: "The most that are shown.")
  var limit = 100

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is \(limit): at least 1 is needed.") }
  }

  func answer(from servers: Servers) throws(Failure) -> ProfileList {
    let found = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.find(text, limit: limit, waiting: &waiter)
    }
    return ProfileList(found, limit: limit)
  }
}
