import ArgumentParser

/// `topology`: what the broker must have before a worker can start.
struct TopologyGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "topology",
    abstract: "Exchanges, queues and bindings of the broker.",
    subcommands: [TopologyDeclare.self, TopologyCheck.self])
}
