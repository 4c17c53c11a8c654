/// Labels and what belongs to each, one below the other.
package struct Sheet: Sendable {
  private var rows: [(label: String, value: String, tone: Tone)] = []

  /// An empty sheet.
  package init() {}

  /// Adds a line; what could steer a terminal is written out, and nothing is shown as `–`.
  package mutating func add(_ label: String, _ value: String?, _ tone: Tone = .plain) {
    let shown = value?.visible ?? ""
    rows.append((label, shown.isEmpty ? "–" : shown, shown.isEmpty ? .faint : tone))
  }

  /// The sheet as lines.
  package func lines(on surface: Surface) -> [String] {
    let width = rows.reduce(0) { max($0, $1.label.cellWidth) }
    return rows.map { row in
      let space = String(repeating: " ", count: width - row.label.cellWidth + 2)
      return row.label.inTone(.faint, on: surface) + space + row.value.inTone(row.tone, on: surface)
    }
  }
}
