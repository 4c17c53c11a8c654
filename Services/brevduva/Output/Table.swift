/// Rows of cells under headings, in columns as wide as their widest cell.
package struct Table: Sendable {
  /// One cell: what stands in it, and its tone.
  package struct Cell: Hashable, Sendable, ExpressibleByStringLiteral {
    fileprivate let text: String
    fileprivate let tone: Tone

    /// A cell; what could steer a terminal is written out, and nothing is shown as `–`.
    package init(_ text: String?, _ tone: Tone = .plain) {
      let shown = text?.visible ?? ""
      self.text = shown.isEmpty ? "–" : shown
      self.tone = shown.isEmpty ? .faint : tone
    }

    /// A cell with a text of ours.
    package init(stringLiteral text: String) {
      self.init(text)
    }
  }

  private let headings: [String]
  private let numeric: Set<Int>
  private var rows: [[Cell]] = []

  /// Starts a table; the columns at the places in `numeric` are set to the right.
  package init(_ headings: [String], numeric: Set<Int> = []) {
    self.headings = headings
    self.numeric = numeric
  }

  /// Adds a row: as many cells as there are headings.
  package mutating func add(_ row: [Cell]) {
    precondition(row.count == headings.count, "A row has one cell for each heading.")
    rows.append(row)
  }

  /// The table as lines, without spaces at their ends; none at all without rows.
  package func lines(on surface: Surface) -> [String] {
    guard !rows.isEmpty else { return [] }
    let head = headings.map { Cell($0.uppercased(), .strong) }
    let widths = headings.indices.map { column in
      rows.reduce(head[column].text.cellWidth) { max($0, $1[column].text.cellWidth) }
    }
    return ([head] + rows).map { line($0, widths: widths, on: surface) }
  }

  private func line(_ row: [Cell], widths: [Int], on surface: Surface) -> String {
    var line = ""
    var gap = 0
    for (column, cell) in row.enumerated() {
      let space = widths[column] - cell.text.cellWidth
      let before = numeric.contains(column) ? space : 0
      line += String(repeating: " ", count: gap + before)
      line += cell.text.inTone(cell.tone, on: surface)
      gap = space - before + 2
    }
    return line
  }
}
