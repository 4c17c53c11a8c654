import ArgumentParser
import Domain
import Formats
import Store

/// `list unmatched-notes`: mails that no profile's address stands in (M6).
struct ListUnmatchedNotes: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "unmatched-notes",
    abstract: "List the notes that are on no profile, oldest first.",
    discussion: """
      Nobody active has an address that stands in them. A note that passes a mail on shows who wrote that. \
      Nothing of a person with protected identity is shown.

      Example: brevduva list unmatched-notes
      """)

  @Option(
    help: "Begin behind this note: the last one of the page before.",
    transform: ArgumentParsing.id)
  var after: NoteID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListUnmatchedNotesReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.unmatchedNotes(after: after, limit: page.limit, waiting: &waiter)
    }
    return ListUnmatchedNotesReport(records: records, limit: page.limit)
  }
}

/// Notes that wait for a steward (M6).
struct ListUnmatchedNotesReport: CommandOutput {
  let records: [UnmatchedNoteRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("id", record.summary.id.description)
        $0.member("subject", record.summary.subject)
        $0.member("at", orNull: record.summary.at)
        $0.member("from", record.from)
        $0.member("forwardedFrom", orNull: record.forwardedFrom)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["id", "from", "subject", "written", "passes on a mail of"])
    for record in records {
      table.add([
        Table.Cell("\(record.summary.id)"), Table.Cell(record.from.joined(separator: ", ")),
        Table.Cell(record.summary.subject, .warning), Table.Cell(record.summary.at.text(in: style)),
        Table.Cell(record.forwardedFrom),
      ])
    }
    return records.isEmpty && style.isTerminal ? ["No note waits."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let first = records.first, let last = records.last else { return [] }
    let file =
      "File one: echo '{\"noteId\": \"\(first.summary.id)\", \"profileId\": \"ID\"}' | brevduva publish "
      + "note.assign - --actor WHO"
    return records.count == limit
      ? [
        file,
        "The next page: brevduva list unmatched-notes --limit \(limit) --after \(last.summary.id)",
      ] : [file]
  }
}
