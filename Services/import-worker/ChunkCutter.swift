import Contract
import Domain
import Formats
import Spreadsheets

/// Cuts the rows of a file into chunks, by their number and by what they hold.
struct ChunkCutter {
  /// Octets of cells after which a chunk has no room, and a portion is kept.
  private static let octetLimit = 1 << 20

  private let table: TableFile
  private let size: Int
  private let mayContinue: Bool
  /// The row that opens the next chunk.
  private var opening: ImportLine?
  private var number = 0
  /// `true` behind the last row.
  private(set) var isOver = false

  /// Cuts a table behind its header.
  ///
  /// - Parameters:
  ///   - table: the file.
  ///   - size: the most rows of a chunk.
  ///   - mayContinue: `false` if all rows must be in one chunk: the file is refused as too large where they
  ///     have no room there.
  init(_ table: TableFile, size: Int, mayContinue: Bool) {
    self.table = table
    self.size = size
    self.mayContinue = mayContinue
  }

  /// The rows of the next chunk; none behind the last one, or where the file has none.
  mutating func next() throws(TableFault) -> [ImportLine] {
    var lines: [ImportLine] = []
    var octets = 0
    while let line = try line() {
      if lines.count == size || mayContinue && octets > Self.octetLimit {
        guard mayContinue else { throw .tooLarge(.dryRun) }
        opening = line
        return lines
      }
      octets += line.cells.reduce(0) { $0 + $1.text.utf8.count }
      lines.append(line)
    }
    isOver = true
    return lines
  }

  private mutating func line() throws(TableFault) -> ImportLine? {
    if let line = opening {
      opening = nil
      return line
    }
    guard let row = try table.next() else { return nil }
    return ImportLine(row)
  }

  /// The rows of the next chunks, as many as are kept at once; the first call is for the second chunk.
  mutating func portions() throws(TableFault) -> [ImportPortion] {
    var portions: [ImportPortion] = []
    var octets = 0
    while !isOver, octets < Self.octetLimit {
      let lines = try next()
      number += 1
      octets += lines.reduce(0) { $0 + $1.cells.reduce(64) { $0 + $1.text.utf8.count } }
      portions.append(ImportPortion(chunk: number, lines: lines))
    }
    return portions
  }
}
