/// Change of an import: it was begun, or a chunk of its rows was decided.
public enum ImportChange: Hashable, Sendable {
  /// Its file was read, and its rows are kept until their turn comes.
  case begun(BegunImport)
  /// A chunk was decided.
  case advanced(ImportReport)
}

/// An import as it is kept from its beginning on.
public struct BegunImport: Hashable, Sendable {
  /// SHA-256 of what its message says.
  public let hash: [UInt8]
  /// Wishes of the one who imports.
  public let options: ImportOptions
  /// The header of the file.
  public let header: [String]
  /// The rows of its first chunk, in file order.
  public let first: [ImportLine]
  /// Rows of the whole file.
  public let total: Int
  /// The reading in which the rows of all other chunks were kept; `nil` if there are none.
  public let reading: ImportReading?

  /// Describes an import.
  public init(
    hash: [UInt8], options: ImportOptions, header: [String], first: [ImportLine], total: Int,
    reading: ImportReading? = nil
  ) {
    self.hash = hash
    self.options = options
    self.header = header
    self.first = first
    self.total = total
    self.reading = reading
  }
}

/// Report of an import after one of its chunks (P7).
public struct ImportReport: Hashable, Sendable {
  /// The most refused rows that an event tells.
  public static let told = 100

  /// The chunk that was decided, from 0.
  public let chunk: Int
  /// The counts of this chunk.
  public let counts: ImportCounts
  /// The rows of this chunk that were refused, in file order.
  public let refused: [RefusedRow]
  /// The counts up to here.
  public let total: ImportCounts
  /// The first refused rows up to here, in file order: at most ``told``.
  public let firstRefused: [RefusedRow]
  /// Rows of the whole file.
  public let rows: Int
  /// `true` if nothing was changed.
  public let isDryRun: Bool

  /// Adds a chunk to what was before it.
  public init(of chunk: ImportChunk, counts: ImportCounts, refused: [RefusedRow]) {
    self.chunk = chunk.number
    self.counts = counts
    self.refused = refused
    total = chunk.before + counts
    firstRefused = Array((chunk.refusedBefore + refused).prefix(Self.told))
    rows = chunk.total
    isDryRun = chunk.isDryRun
  }

  /// `true` after the last chunk.
  public var isComplete: Bool { total.total == rows }
}
