/// Rows of cells under headings, in columns as wide as their widest cell.
struct Table: Sendable {
  /// One cell: what stands in it, and its style.
  struct Cell: Hashable, Sendable, ExpressibleByStringLiteral {
    fileprivate let text: String
    fileprivate let style: TextStyle

    /// A cell; what could steer a terminal is written out, and nothing is shown as `–`.
    init(_ text: String?, _ style: TextStyle = .plain) {
      let shown = text?.visible ?? ""
      self.text = shown.isEmpty ? "–" : shown
      self.style = shown.isEmpty ? .faint : style
    }

    /// A cell with a text of ours.
    init(stringLiteral text: String) {
      self.init(text)
    }
  }

  private let head: [Cell]
  private let numeric: Set<Int>
  private var widths: [Int]
  private var rows: [[Cell]] = []

  /// Starts a table; the columns at the places in `numeric` are set to the right.
  init(_ headings: [String], numeric: Set<Int> = []) {
    head = headings.map { Cell($0.uppercased(), .strong) }
    widths = head.map(\.text.cellWidth)
    self.numeric = numeric
  }

  /// Adds a row: as many cells as there are headings.
  mutating func add(_ row: [Cell]) {
    makeRoom(for: row)
    rows.append(row)
  }

  /// Widens the columns for a row that is not kept: whoever has too many prints each by ``line(_:in:)``.
  mutating func makeRoom(for row: [Cell]) {
    precondition(row.count == head.count, "A row has one cell for each heading.")
    for (column, cell) in row.enumerated() {
      widths[column] = max(widths[column], cell.text.cellWidth)
    }
  }

  /// The table as lines, without spaces at their ends; none at all without rows.
  func lines(in style: OutputStyle) -> [String] {
    rows.isEmpty ? [] : [headLine(in: style)] + rows.map { line($0, in: style) }
  }

  /// The line of the headings.
  func headLine(in style: OutputStyle) -> String { line(head, in: style) }

  /// The line of a row.
  func line(_ row: [Cell], in style: OutputStyle) -> String {
    var line = ""
    var gap = 0
    for (column, cell) in row.enumerated() {
      let space = widths[column] - cell.text.cellWidth
      let before = numeric.contains(column) ? space : 0
      line += String(repeating: " ", count: gap + before)
      line += cell.text.styled(cell.style, in: style)
      gap = space - before + 2
    }
    return line
  }
}
