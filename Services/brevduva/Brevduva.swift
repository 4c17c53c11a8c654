import ArgumentParser
import Settings

/// The command line as a whole.
///
/// The tree of commands stands below it: a new one is entered here.
struct Brevduva: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "brevduva",
    abstract: "The operator's tool of Brevduva, the address book that keeps itself.",
    discussion: """
      Reads DATABASE_URL (a PostgreSQL URI) and AMQP_URL (an AMQP URI; several, separated by \
      commas, are tried in turn) from the environment; either may also come from a file, which \
      DATABASE_URL_FILE or AMQP_URL_FILE names. doctor looks at policies with BROKER_MANAGEMENT_URL; \
      previews of an unmerge read UNMERGE_DAYS. What memory is not to hold of a file lies in the folder \
      TMPDIR. NO_COLOR turns colours off.

      Exit codes: 0 done, an empty list included; 1 refused, or not found; 2 a wrong argument or \
      setting; 3 a server cannot be reached; 130 waiting was ended by Ctrl-C.
      """,
    version: Version.text,
    subcommands: [
      Migrate.self, TopologyGroup.self, GrantsGroup.self, Publish.self, Snapshot.self,
      ProfileGroup.self, ListGroup.self, ImportGroup.self, MailingGroup.self, NoteGroup.self,
      Export.self, BounceGroup.self, ParkedGroup.self, ErasureGroup.self,
      Trace.self, DataMap.self, Configuration.self, Stats.self, Doctor.self, Completions.self,
    ])
}

/// `topology`: what the broker must have before a worker can start.
struct TopologyGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "topology",
    abstract: "Exchanges, queues and bindings of the broker.",
    subcommands: [TopologyDeclare.self, TopologyCheck.self])
}

/// `grants`: the rights that each user of the servers needs, for an administrator to give.
struct GrantsGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "grants",
    abstract: "Print the rights of each worker's users; no server is asked.",
    subcommands: [GrantsDatabase.self, GrantsBroker.self])
}

/// `profile`: persons in the address book.
struct ProfileGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Persons in the address book.",
    subcommands: [
      ProfileShow.self, ProfileFind.self, ProfileExport.self, ProfileMerge.self,
      ProfileUnmerge.self,
    ])
}

/// `list`: what waits for somebody.
struct ListGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "What waits for a steward, page by page.",
    subcommands: [
      ListNoPrimary.self, ListUndeliverable.self, ListSuppressed.self, ListStorms.self,
      ListSenderRefusals.self, ListSuggestions.self, ListUnmatchedNotes.self, ListRefused.self,
      ListImports.self, ListMailings.self,
    ])
}

/// `import`: lists of people, to be taken into the address book.
struct ImportGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Lists of people in files.",
    subcommands: [
      ImportFileCommand.self,
      ImportReportCommand.self,
      ImportUndoCommand.self,
      ImportRows.self,
    ], defaultSubcommand: ImportFileCommand.self)
}

/// `mailing`: messages to many.
struct MailingGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "mailing",
    abstract: "Messages to many people.",
    subcommands: [MailingPreview.self, MailingShow.self])
}

/// `note`: mail to and from people.
struct NoteGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Mail to and from people.",
    subcommands: [NoteExplain.self])
}

/// `bounce`: reports of mail that was sent.
struct BounceGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "bounce",
    abstract: "Reports of mail that was sent.",
    subcommands: [BounceExplain.self, BounceReplay.self])
}

/// `parked`: messages that could not be read, kept whole.
struct ParkedGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "parked",
    abstract: "Messages that could not be read, kept to be mended and sent again.",
    subcommands: [ParkedList.self, ParkedShow.self, ParkedRetry.self, ParkedDiscard.self])
}

/// `erasure`: purges that were carried out, and are to stay so.
struct ErasureGroup: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "erasure",
    abstract: "Purges that were carried out.",
    subcommands: [ErasureShow.self, ErasureList.self, ErasureReplay.self])
}
