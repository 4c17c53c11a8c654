import ArgumentParser
import Contract

/// `topology check`: compares the broker with what the workers need.
struct TopologyCheck: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell whether exchanges and queues stand as the workers need them.",
    discussion: """
      Names what is missing, and the argument that differs. Changes nothing.

      Example: brevduva topology check --json
      """)

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> TopologyReport {
    var broker = try context.servers.broker()
    return TopologyReport(findings: try broker.check(Topology()), declared: false)
  }
}
