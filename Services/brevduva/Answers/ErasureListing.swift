import Domain
package import Formats
package import Store

/// The purges, in the order in which they were carried out (L2).
package struct ErasureListing: Answer {
  private let entries: [ErasureEntry]

  /// Gathers purges.
  package init(_ entries: [ErasureEntry]) {
    self.entries = entries
  }

  package func write(to json: inout JSONWriter) {
    json.array(entries) { json, entry in
      json.object {
        $0.members(of: entry.receipt)
        $0.member("profileIds", entry.profiles.map(\.description))
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["purged", "profile", "ids", "decision", "message"], numeric: [2])
    for entry in entries {
      table.add([
        Table.Cell(entry.receipt.purgedAt.text(on: surface), .faint),
        Table.Cell("\(entry.receipt.profile)"), Table.Cell("\(entry.profiles.count)"),
        Table.Cell(entry.receipt.decision), Table.Cell(entry.receipt.message.id),
      ])
    }
    return entries.isEmpty && surface.isTerminal
      ? ["Nobody was purged."] : table.lines(on: surface)
  }

  package var hints: [String] {
    entries.isEmpty ? [] : ["The journal for a restore: brevduva erasure list --json > purges.json"]
  }
}
