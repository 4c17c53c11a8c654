import ArgumentParser

/// `erasure`: purges that were carried out, and are to stay so.
struct ErasureGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "erasure",
    abstract: "Purges that were carried out.",
    subcommands: [ErasureShow.self, ErasureList.self, ErasureReplay.self])
}
