import ArgumentParser

/// `configuration`: every variable of every executable, as the programs themselves have it.
struct ConfigurationPrint: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "configuration",
    abstract: "Print the variables that each executable reads, with defaults and limits.",
    discussion: """
      It is made from the table from which the programs read their settings, and printed as \
      Markdown. No server is asked.

      Example: brevduva configuration > configuration.md
      """)

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> ConfigurationPage {
    ConfigurationPage()
  }
}
