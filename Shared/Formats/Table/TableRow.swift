/// A row of a table as texts, whatever kind of file it stands in.
public struct TableRow: Hashable, Sendable {
  /// The physical line on which it begins, or the number of the row in its sheet; the first is 1.
  public let line: Int
  /// The texts of its cells; a row that cannot be read has none.
  public var cells: [String]
  /// The fault of the row as a whole.
  public var fault: RowFault?
  /// Columns whose number has lost digits: the program that wrote it keeps fifteen.
  public var roundedColumns: [Int]

  /// Describes a row.
  public init(line: Int, cells: [String], fault: RowFault? = nil, roundedColumns: [Int] = []) {
    self.line = line
    self.cells = cells
    self.fault = fault
    self.roundedColumns = roundedColumns
  }

  /// Takes away the marks that keep cells from being run (``FormulaGuard``).
  public mutating func removeMarks() {
    for place in cells.indices where cells[place].utf8.first == UInt8(ascii: "'") {
      cells[place] = FormulaGuard.unguarded(cells[place])
    }
  }

  /// Tells whether no cell says anything.
  var isBlank: Bool { cells.allSatisfy(Self.isBlank) }

  /// The number of cells that say something.
  var filledCount: Int { cells.count { !Self.isBlank($0) } }

  /// Tells whether a cell holds an `@`, as hardly any header does and nearly every row of people.
  var holdsAddress: Bool { cells.contains { $0.utf8.contains(UInt8(ascii: "@")) } }

  private static func isBlank(_ cell: String) -> Bool {
    cell.utf8.allSatisfy { $0 == 0x20 || $0 == .tab || $0 == .lf || $0 == .cr }
  }
}
