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

  func answer(from servers: Servers) throws(Failure) -> Survey {
    var broker = try servers.broker()
    return Survey(try broker.survey(Topology()), declared: false)
  }
}
