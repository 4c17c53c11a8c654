package import Domain
package import Formats
package import Store

/// The receipt of a purge: how much of what was erased, when and why (L2).
package struct ErasureSheet: Answer {
  private let receipt: ErasureReceipt
  private let asked: ProfileID

  /// Shows a receipt; `asked` is the id that was typed, which may have been merged away (L5).
  package init(_ receipt: ErasureReceipt, asked: ProfileID) {
    self.receipt = receipt
    self.asked = asked
  }

  package func write(to json: inout JSONWriter) {
    json.object { $0.members(of: receipt) }
  }

  package func lines(on surface: Surface) -> [String] {
    var sheet = Sheet()
    sheet.add("profile", "\(receipt.profile)", .strong)
    if asked != receipt.profile { sheet.add("merged here", "\(asked)", .faint) }
    sheet.add("purged", receipt.purgedAt.text(on: surface))
    sheet.add("decision", receipt.decision)
    sheet.add("message", receipt.message.id)
    sheet.add("source", receipt.message.source)
    sheet.add("actor", receipt.actor)
    return sheet.lines(on: surface) + ["", "Erased".inTone(.strong, on: surface)]
      + counts.lines(on: surface).map { "  " + $0 }
  }

  private var counts: Table {
    var table = Table(["what", "count"], numeric: [1])
    let counts = JSONText(receipt.counts).root?.members.map { ($0.key, $0.number) } ?? []
    for (what, count) in counts.sorted(by: { $0.0 < $1.0 }) {
      table.add([Table.Cell(what), Table.Cell(count)])
    }
    return table
  }

  package var hints: [String] {
    ["The message that asked for it: brevduva trace \(receipt.message.id.shellWord)"]
  }
}

extension JSONWriter {
  /// Writes the members of a receipt.
  mutating func members(of receipt: ErasureReceipt) {
    member("profileId", receipt.profile.description)
    member("purgedAt", orNull: receipt.purgedAt)
    member("decision", orNull: receipt.decision)
    member("source", receipt.message.source)
    member("messageId", receipt.message.id)
    member("actor", orNull: receipt.actor)
    key("counts" as JSONKey)
    raw(receipt.counts)
  }
}
