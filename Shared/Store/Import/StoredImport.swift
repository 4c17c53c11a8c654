public import Domain

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
  /// The first rows that were refused, in file order: at most ``Domain/ImportReport/told``.
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

/// Text in which the cells of a row are kept: apart by U+001F, with U+001E before a number that has lost
/// digits.
///
/// A cell that holds one of these, or NUL, which no text may, has U+FFFD in its place.
enum CellText {
  private static let (separator, mark): (Unicode.Scalar, Unicode.Scalar) = ("\u{1f}", "\u{1e}")

  static func joined(_ cells: [ImportLine.Cell]) -> String {
    var text = String.UnicodeScalarView()
    for (place, cell) in cells.enumerated() {
      if place > 0 { text.append(separator) }
      if cell.isRounded { text.append(mark) }
      for scalar in cell.text.unicodeScalars {
        let isFree = scalar != separator && scalar != mark && scalar.value != 0
        text.append(isFree ? scalar : "\u{fffd}")
      }
    }
    return String(text)
  }

  static func cells(_ text: String) -> [ImportLine.Cell] {
    text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { cell in
      let isRounded = cell.first == mark
      return ImportLine.Cell(
        String(String.UnicodeScalarView(isRounded ? cell.dropFirst() : cell)), isRounded: isRounded)
    }
  }
}
