import ArgumentParser
import Domain
import Formats
import Store

/// `list suggestions`: what a steward may accept or dismiss.
struct ListSuggestions: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "suggestions",
    abstract: "List the open suggestions, oldest first.",
    discussion: """
      None that names a profile with protected identity is shown.

      Example: brevduva list suggestions --json
      """)

  @Option(
    help: "Begin behind this suggestion: the last one of the page before.",
    transform: ArgumentParsing.id)
  var after: SuggestionID?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ListSuggestionsReport {
    let records = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.suggestions(after: after, limit: page.limit, waiting: &waiter)
    }
    return ListSuggestionsReport(records: records, limit: page.limit)
  }
}

/// Open suggestions, for a steward to accept or dismiss.
struct ListSuggestionsReport: CommandOutput {
  let records: [SuggestionRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("id", record.id.description)
        $0.member("kind", record.kind)
        $0.member("profileIds", record.profiles.map(\.description))
        $0.member("registrationId", orNull: record.registration?.description)
        $0.member("evidence", record.evidence)
        $0.member("madeAt", orNull: record.madeAt)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["id", "suggestion", "evidence", "profiles", "made"])
    for record in records {
      table.add([
        Table.Cell("\(record.id)"), Table.Cell(record.kind, .warning),
        Table.Cell(record.evidence),
        Table.Cell(record.profiles.map(\.description).joined(separator: ", "), .faint),
        Table.Cell(record.madeAt.text(in: style), .faint),
      ])
    }
    return records.isEmpty && style.isTerminal ? ["Nothing is open."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let first = records.first, let last = records.last else { return [] }
    let decide =
      "Carry one out: echo '{\"suggestionId\": \"\(first.id)\"}' | brevduva publish "
      + "suggestion.accept - --actor WHO"
    return records.count == limit
      ? [decide, "The next page: brevduva list suggestions --limit \(limit) --after \(last.id)"]
      : [decide]
  }
}
