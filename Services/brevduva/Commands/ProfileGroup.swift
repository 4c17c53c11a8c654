import ArgumentParser

/// `profile`: persons in the address book.
struct ProfileGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Persons in the address book.",
    subcommands: [ProfileShow.self, ProfileFind.self, ProfileExport.self])
}
