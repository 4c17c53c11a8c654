/// A row of a CSV file that cannot be read; those before and after it can (P8).
public struct CSVFault: Hashable, Sendable {
  /// The fault.
  public let code: RowFault
  /// The physical line where it begins, the first one being 1.
  public let line: Int

  /// Describes a fault.
  public init(code: RowFault, line: Int) {
    self.code = code
    self.line = line
  }
}

/// The largest row that is read, so that memory has a bound.
public struct CSVLimits: Hashable, Sendable {
  /// Octets of one cell.
  public var cell: Int
  /// Octets of one row.
  public var row: Int
  /// Cells of one row.
  public var cells: Int

  /// Sets limits; by default 2 MiB a cell, 8 MiB and 16,384 cells a row.
  public init(cell: Int = 2 << 20, row: Int = 8 << 20, cells: Int = 16_384) {
    self.cell = cell
    self.row = row
    self.cells = cells
  }
}
