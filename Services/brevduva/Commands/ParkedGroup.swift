import ArgumentParser

/// `parked`: messages that could not be read, kept whole.
struct ParkedGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "parked",
    abstract: "Messages that could not be read, kept to be mended and sent again.",
    subcommands: [ParkedList.self, ParkedShow.self, ParkedRetry.self, ParkedDiscard.self])
}
