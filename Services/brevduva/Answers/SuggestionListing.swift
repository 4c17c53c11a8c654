import Domain
package import Formats
package import Store

/// Open suggestions, for a steward to accept or dismiss.
package struct SuggestionListing: Answer {
  private let records: [SuggestionRecord]
  private let limit: Int

  /// Gathers a page of suggestions, oldest first.
  package init(_ records: [SuggestionRecord], limit: Int) {
    self.records = records
    self.limit = limit
  }

  package func write(to json: inout JSONWriter) {
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

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["id", "suggestion", "evidence", "profiles", "made"])
    for record in records {
      table.add([
        Table.Cell("\(record.id)"), Table.Cell(record.kind, .warning),
        Table.Cell(record.evidence),
        Table.Cell(record.profiles.map(\.description).joined(separator: ", "), .faint),
        Table.Cell(record.madeAt.text(on: surface), .faint),
      ])
    }
    return records.isEmpty && surface.isTerminal ? ["Nothing is open."] : table.lines(on: surface)
  }

  package var hints: [String] {
    guard let first = records.first, let last = records.last else { return [] }
    let decide =
      "Carry one out: echo '{\"suggestionId\": \"\(first.id)\"}' | brevduva publish "
      + "suggestion.accept - --actor WHO"
    return records.count == limit
      ? [decide, "The next page: brevduva list suggestions --limit \(limit) --after \(last.id)"]
      : [decide]
  }
}
