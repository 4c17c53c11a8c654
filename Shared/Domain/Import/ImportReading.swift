/// An attempt to read the file of an import, while its rows are kept portion by portion.
///
/// One attempt is valid at a time; a later one takes the place of one that has come to a stand, and rows that
/// the earlier one still brings are not taken any more.
public struct ImportReading: Hashable, Sendable {
  /// The import.
  public let id: ImportID
  /// Random number of the attempt.
  public let token: UInt128

  /// Describes an attempt.
  public init(id: ImportID, token: UInt128) {
    self.id = id
    self.token = token
  }
}

/// Rows of a chunk, in file order, as they are kept while a file is read.
public struct ImportPortion: Hashable, Sendable {
  /// The number of the chunk, from 1: the first one is kept with its import.
  public let chunk: Int
  /// Its rows.
  public let lines: [ImportLine]

  /// Describes rows of a chunk.
  public init(chunk: Int, lines: [ImportLine]) {
    self.chunk = chunk
    self.lines = lines
  }
}
