import Domain
package import Formats
package import Store

/// Active profiles without a primary address (S5).
package struct NoPrimaryListing: Answer {
  private let records: [NoPrimaryRecord]
  private let limit: Int

  /// Gathers a page of profiles, by id.
  package init(_ records: [NoPrimaryRecord], limit: Int) {
    self.records = records
    self.limit = limit
  }

  package func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("id", record.id.description)
        $0.member("name", record.name)
        $0.member("addresses", record.addresses)
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["profile", "name", "addresses"])
    for record in records {
      table.add([
        Table.Cell("\(record.id)", .faint), Table.Cell(record.name.text),
        Table.Cell(record.addresses.joined(separator: ", ")),
      ])
    }
    return records.isEmpty && surface.isTerminal
      ? ["Every active profile has a primary address."] : table.lines(on: surface)
  }

  package var hints: [String] {
    guard let last = records.last, records.count == limit else { return [] }
    return ["The next page: brevduva list no-primary --limit \(limit) --after \(last.id)"]
  }
}
