/// Turns the rows of a file into a table: the header first, then rows as wide as it (P8).
///
/// It looks a few rows ahead and keeps nothing else. What it does: empty rows are left out, and so are
/// titles and remarks above the header; R's header, which is one cell short, gets an empty first one;
/// rows of text files that are too wide, too narrow or fallen apart say so.
public struct TableShaper {
  /// Kinds of file, by what a row's width says in them.
  public enum Source: Sendable {
    /// A text file, in which each row should have the header's number of cells.
    ///
    /// - quotesHeader: whether every cell of the header stands in quotation marks.
    case text(quotesHeader: Bool)
    /// A spreadsheet, in which empty cells at the end of a row are not there.
    case sheet
  }

  /// The most rows above a header that are taken for titles.
  private static let titleLimit = 20
  /// The most lines into which a row may have fallen.
  private static let pieceLimit = 8

  private let source: Source
  private var ready: [TableRow] = []
  private var readyCount = 0
  /// The row that may be the header.
  private var candidate: TableRow?
  private var titles = 0
  private var width: Int?
  /// Unreadable rows that came before the header.
  private var early: [TableRow] = []
  /// Rows that are too narrow, and may be pieces of one.
  private var pieces: [TableRow] = []

  /// A shaper at the beginning of a file.
  public init(_ source: Source) {
    self.source = source
  }

  /// Takes the next row of the file.
  public mutating func take(_ row: TableRow) {
    guard row.fault == nil else {
      if width == nil { early.append(row) } else { flush(then: row) }
      return
    }
    guard !row.isBlank else { return }
    guard width == nil else { return body(row) }
    guard let header = candidate else {
      candidate = row
      return
    }
    if titles < Self.titleLimit, isTitle(header, above: row) {
      titles += 1
      candidate = row
    } else {
      begin(header, above: row)
      body(row)
    }
  }

  /// Says that the file is over.
  public mutating func finish() {
    if width == nil, let header = candidate { begin(header, above: nil) }
    if width == nil { emit(early) }
    flush(then: nil)
  }

  /// The next row of the table; nil where more has to be taken.
  public mutating func next() -> TableRow? {
    guard readyCount < ready.count else {
      ready.removeAll(keepingCapacity: true)
      readyCount = 0
      return nil
    }
    readyCount += 1
    return ready[readyCount - 1]
  }

  /// Tells whether a row stands above the header: a remark, or one cell over a row of several that hold
  /// no data.
  private func isTitle(_ row: TableRow, above next: TableRow) -> Bool {
    guard row.filledCount == 1 else { return false }
    if row.isRemark, next.isRemark || next.filledCount > 1 { return true }
    guard next.filledCount > 1, !next.holdsAddress else { return false }
    switch source {
    case .sheet: return true
    // R's header over two columns is one cell too.
    case .text: return row.cells.count > 1 || next.cells.count > 2
    }
  }

  private mutating func begin(_ header: TableRow, above first: TableRow?) {
    var header = header
    if case .text(quotesHeader: true) = source, let first,
      first.cells.count == header.cells.count + 1, first.cells.first?.isEmpty == false
    {
      header.cells.insert("", at: 0)
    }
    width = header.cells.count
    candidate = nil
    emit([header] + early)
    early = []
  }

  private mutating func body(_ row: TableRow) {
    guard let width else { return }
    var row = row
    guard case .text = source else {
      row.pad(to: width)
      return emit([row])
    }
    if row.cells.count > width {
      if row.cells[width...].allSatisfy(\.isEmpty) {
        row.cells.removeSubrange(width...)
      } else {
        row.fault = .surplusCells
      }
    }
    guard row.cells.count < width else { return flush(then: row) }
    hold(row, width)
  }

  /// Keeps a narrow row until it is clear whether it is a piece of one.
  private mutating func hold(_ row: TableRow, _ width: Int) {
    if row.holdsAddress || pieces.count == Self.pieceLimit { flush(then: nil) }
    pieces.append(row)
    guard let first = pieces.first, first.holdsAddress, pieces.count > 1 else { return }
    // Where a line breaks inside a cell, that cell is counted twice.
    let whole = pieces.reduce(1) { $0 + $1.cells.count - 1 }
    if whole == width {
      pieces = []
      emit([TableRow(line: first.line, cells: [], fault: .brokenLine)])
    } else if whole > width {
      flush(then: nil)
    }
  }

  private mutating func flush(then row: TableRow?) {
    for var piece in pieces {
      piece.fault = .missingCells
      piece.pad(to: width ?? 0)
      emit([piece])
    }
    pieces.removeAll(keepingCapacity: true)
    if let row { emit([row]) }
  }

  private mutating func emit(_ rows: [TableRow]) {
    ready += rows
  }
}

extension TableRow {
  fileprivate var isRemark: Bool { cells.first?.hasPrefix("#") ?? false }

  /// Adds the empty cells that are missing at its end.
  fileprivate mutating func pad(to width: Int) {
    while cells.count < width { cells.append("") }
  }
}
