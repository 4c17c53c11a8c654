import Domain
package import Formats
package import Store

/// Messages that the rules forbade (E1).
package struct RefusedListing: Answer {
  private let records: [RefusedRecord]
  private let limit: Int

  /// Gathers a page of messages, the latest first.
  package init(_ records: [RefusedRecord], limit: Int) {
    self.records = records
    self.limit = limit
  }

  package func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("messageId", record.message.id)
        $0.member("source", record.message.source)
        $0.member("type", record.type)
        $0.member("queue", record.queue)
        $0.member("code", record.code)
        $0.member("sentence", record.sentence)
        $0.member("refusedAt", orNull: record.refusedAt)
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["refused", "message", "type", "code", "why"])
    for record in records {
      table.add([
        Table.Cell(record.refusedAt.text(on: surface), .faint), Table.Cell(record.message.id),
        Table.Cell(record.type), Table.Cell(record.code, .bad), Table.Cell(record.sentence),
      ])
    }
    return records.isEmpty && surface.isTerminal
      ? ["Nothing was refused."] : table.lines(on: surface)
  }

  package var hints: [String] {
    guard let last = records.last, records.count == limit else { return [] }
    return [
      "The next page: brevduva list refused --limit \(limit) --after \(last.message.id.shellWord) "
        + "--source \(last.message.source.shellWord)"
    ]
  }
}
