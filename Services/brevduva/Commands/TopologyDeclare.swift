import ArgumentParser
import Contract

/// `topology declare`: makes what is missing at the broker.
struct TopologyDeclare: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "declare",
    abstract: "Make the exchanges, queues and bindings that are missing.",
    discussion: """
      What stands there as it should is left alone; what stands there otherwise is named, with the \
      argument that differs, and left alone too. Can be run again at any time, beside the workers.

      Example: brevduva topology declare
      """)

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> TopologyReport {
    var broker = try context.servers.broker()
    return TopologyReport(findings: try broker.declare(Topology()), declared: true)
  }
}
