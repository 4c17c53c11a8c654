/// An import as it stands, with the rows of one chunk that wait for their turn.
public struct StoredImport: Hashable, Sendable {
  /// `true` while its file is read, or if the reading has come to a stand: then nothing else is known.
  public let isReading: Bool
  /// SHA-256 of what its message said.
  public let hash: [UInt8]
  /// Wishes of the one who imports.
  public let options: ImportOptions
  /// The header of the file; empty once it was erased.
  public let header: [String]
  /// Rows of the whole file.
  public let total: Int
  /// The counts up to here.
  public let counts: ImportCounts
  /// The rows of the chunk that wait for their turn, in file order.
  public let lines: [ImportLine]
  /// The first rows that were refused, in file order: at most ``ImportReport/told``.
  public let refused: [RefusedRow]

  /// Describes an import.
  public init(
    isReading: Bool = false, hash: [UInt8], options: ImportOptions, header: [String], total: Int,
    counts: ImportCounts, lines: [ImportLine], refused: [RefusedRow]
  ) {
    self.isReading = isReading
    self.hash = hash
    self.options = options
    self.header = header
    self.total = total
    self.counts = counts
    self.lines = lines
    self.refused = refused
  }
}
