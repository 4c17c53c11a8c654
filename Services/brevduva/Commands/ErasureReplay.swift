import ArgumentParser

/// `erasure replay`: asks for the purges of a journal again, after a restore (L2).
struct ErasureReplay: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "After a restore, ask again for the purges that the backup does not know.",
    discussion: """
      Reads what erasure list --json has printed, and sends profile.purge for each person who is not \
      purged. The same again has no second effect; once all are purged it says so. A profile that is \
      one with somebody else in the backup is left to a steward.

      Example: brevduva erasure replay purges.json --actor kim
      """)

  @Argument(help: "The journals: what erasure list --json has printed; - for standard input.")
  var files: [String]

  @Option(help: "Who acts.", transform: Reading.text)
  var actor: String?

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> Replays {
    var journal = PurgeJournal()
    for file in files { try journal.add(InputFile(path: file)) }
    var replay = try Replay(from: servers, actor: actor)
    return Replays(try replay.run(journal))
  }
}
