import ArgumentParser
import Store

/// `grants`: the rights that each user of the servers needs, for an administrator to give.
struct GrantsGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "grants",
    abstract: "Print the rights of each worker's users; no server is asked.",
    subcommands: [GrantsDatabase.self, GrantsBroker.self])
}

/// How the users are called: the same for both servers.
struct GrantOptions: ParsableArguments {
  @Option(help: "With what the names of the users begin.")
  var prefix = "brevduva"

  func validate() throws {
    guard GrantScript.isPrefix(prefix) else {
      throw ValidationError(
        "--prefix is '\(prefix.visible)': lower-case letters, digits and _ are needed, a letter first, "
          + "at most 40.")
    }
  }
}
