import ArgumentParser

/// `list`: what waits for somebody.
struct ListGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "What waits for a steward, page by page.",
    subcommands: [
      ListNoPrimary.self, ListUndeliverable.self, ListSuggestions.self, ListRefused.self,
    ])
}

/// How much of a list is shown: the same for all of them.
struct PageOptions: ParsableArguments {
  @Option(help: "The most that are shown.")
  var limit = 100

  func validate() throws {
    guard 1...10_000 ~= limit else {
      throw ValidationError("--limit is \(limit): a number from 1 to 10000 is needed.")
    }
  }
}
