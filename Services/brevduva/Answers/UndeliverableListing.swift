import Domain
package import Formats
package import Store

/// Marked addresses of active profiles (B4).
package struct UndeliverableListing: Answer {
  private let records: [UndeliverableRecord]
  private let limit: Int

  /// Gathers a page of addresses, by profile; `limit` counts profiles.
  package init(_ records: [UndeliverableRecord], limit: Int) {
    self.records = records
    self.limit = limit
  }

  package func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("profileId", record.profile.description)
        $0.member("name", record.name)
        $0.member("address", record.address.address.text)
        $0.member("uses", record.address.uses.list.map(\.rawValue))
        $0.member("since", orNull: record.mark.since)
        $0.member("status", orNull: record.mark.status)
        $0.member("reason", orNull: record.mark.reason)
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["profile", "name", "address", "uses", "since", "status", "reason"])
    for record in records {
      table.add([
        Table.Cell("\(record.profile)", .faint), Table.Cell(record.name.text),
        Table.Cell(record.address.address.text, .bad), Table.Cell(record.address.uses.text),
        Table.Cell(record.mark.since.text(on: surface)), Table.Cell(record.mark.status),
        Table.Cell(record.mark.reason),
      ])
    }
    return records.isEmpty && surface.isTerminal
      ? ["No address of an active profile is marked."] : table.lines(on: surface)
  }

  package var hints: [String] {
    guard let last = records.last, Set(records.map(\.profile)).count == limit else { return [] }
    return ["The next page: brevduva list undeliverable --limit \(limit) --after \(last.profile)"]
  }
}
