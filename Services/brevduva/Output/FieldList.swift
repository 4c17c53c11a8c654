/// Labels and what belongs to each, one below the other.
struct FieldList: Sendable {
  private var rows: [(label: String, value: String, style: TextStyle)] = []

  /// An empty list.
  init() {}

  /// Adds a line; what could steer a terminal is written out, and nothing is shown as `–`.
  mutating func add(_ label: String, _ value: String?, _ style: TextStyle = .plain) {
    let shown = value?.visible ?? ""
    rows.append((label, shown.isEmpty ? "–" : shown, shown.isEmpty ? .faint : style))
  }

  /// The list as lines.
  func lines(in style: OutputStyle) -> [String] {
    let width = rows.reduce(0) { max($0, $1.label.cellWidth) }
    return rows.map { row in
      let space = String(repeating: " ", count: width - row.label.cellWidth + 2)
      return row.label.styled(.faint, in: style) + space + row.value.styled(row.style, in: style)
    }
  }
}
