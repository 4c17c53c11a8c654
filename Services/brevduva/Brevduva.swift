import ArgumentParser
import Settings

/// The command line as a whole.
struct Brevduva: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "brevduva",
    abstract: "The operator's tool of Brevduva, the address book that keeps itself.",
    discussion: """
      Reads DATABASE_URL (a PostgreSQL URI) and AMQP_URL (an AMQP URI; several, separated by \
      commas, are tried in turn) from the environment; either may also come from a file, which \
      DATABASE_URL_FILE or AMQP_URL_FILE names. NO_COLOR turns colours off.

      Exit codes: 0 done, an empty list included; 1 refused, or not found; 2 a wrong argument or \
      setting; 3 a server cannot be reached.
      """,
    version: Version.text,
    subcommands: [
      Migrate.self, TopologyGroup.self, GrantsGroup.self, Publish.self, ProfileGroup.self,
      ListGroup.self, ParkedGroup.self, ErasureGroup.self, Trace.self, DataMapPrint.self,
      ConfigurationPrint.self, Stats.self, Doctor.self, Completions.self,
    ])
}
