/// A row of a sheet as it was read.
public struct SheetRow: Sendable {
  /// A cell of it.
  public enum Cell: Sendable {
    /// Its text; empty where it says nothing.
    case text(String)
    /// The text at a place in the workbook's table of shared ones.
    case shared(Int)
  }

  /// Its number in the sheet, the first being 1.
  public let number: Int
  /// Its cells from column A on, to the last one that says something.
  public internal(set) var cells: [Cell] = []
  /// Columns whose number has lost digits.
  public internal(set) var roundedColumns: [Int] = []
  /// The number of rows that it stands for, one below the other.
  public internal(set) var repeats = 1
  /// Empty cells that came behind the last one, while it is read.
  var skipped = 0

  /// The most rows that a sheet has.
  static let rowLimit = 1_048_576
  /// The most columns that it has.
  static let columnLimit = 16_384
  /// The longest cell in octets, and the longest row.
  static let (cellLimit, textLimit) = (2 << 20, 8 << 20)

  /// A row without cells, with room for as many.
  init(number: Int, capacity: Int = 0) {
    self.number = number
    cells.reserveCapacity(capacity)
  }

  /// Puts a text into a column; those left out before it are empty.
  mutating func put(_ cell: Cell, at column: Int) {
    if column == cells.count {
      cells.append(cell)
    } else if column < cells.count {
      cells[column] = cell
    } else {
      cells.append(contentsOf: repeatElement(.text(""), count: column - cells.count))
      cells.append(cell)
    }
  }
}
