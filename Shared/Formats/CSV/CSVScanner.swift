/// State machine that finds the cells of one row in octets of which more may come.
///
/// It holds places only: the octets are lent to each call, and whoever owns them may drop those
/// before ``rowStart`` if it says so by ``rebase()``.
struct CSVScanner {
  /// A cell: where it stands, and how.
  struct Cell {
    var start: Int
    var end: Int
    /// Tells whether it stands in ``CSVScanner/scratch``, rewritten, and not in the octets.
    var isRewritten: Bool
    var isQuoted: Bool
  }

  /// Places in a row where the scanner may stand.
  enum State {
    /// Before a cell.
    case start
    /// In a cell without quotation marks.
    case bare
    /// Between quotation marks.
    case quoted
    /// Behind the closing mark.
    case tail
    /// In a row that is given up, before its end.
    case skipped(RowFault)
  }

  let dialect: CSVDialect
  let limits: CSVLimits

  /// The cells of the row so far.
  var cells: [Cell] = []
  /// Cells that do not stand in the octets as they are.
  var scratch: [UInt8] = []
  /// The place where the row begins.
  var rowStart = 0
  /// The physical line on which it begins.
  var rowLine = 1
  /// The next octet to look at.
  var place = 0
  /// The physical line of ``place``.
  var line = 1

  var state = State.start
  /// The place where the cell begins, its opening mark left out.
  var cellStart = 0
  /// The beginning of the part of the cell that is not yet in ``scratch``.
  var runStart = 0
  /// The beginning of the part of ``scratch`` that is this cell's; nil if it has none.
  var scratchStart: Int?
  /// The line on which the quoted cell began.
  var quoteLine = 1
  /// The place of the quoted cell's closing mark.
  var contentEnd = 0
  /// The first thing wrong with a row that could be split all the same.
  var fault: RowFault?
  /// Tells whether text stands behind the closing mark of a cell.
  var hasStrayText = false

  init(dialect: CSVDialect, limits: CSVLimits) {
    self.dialect = dialect
    self.limits = limits
  }

  /// Begins a row at the place.
  mutating func beginRow() {
    cells.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
    (rowStart, rowLine) = (place, line)
    (state, scratchStart, fault, hasStrayText) = (.start, nil, nil, false)
  }

  /// Forgets the octets before the row; returns how many the owner is to drop.
  mutating func rebase() -> Int {
    let dropped = rowStart
    guard dropped > 0 else { return 0 }
    for index in cells.indices where !cells[index].isRewritten {
      cells[index].start -= dropped
      cells[index].end -= dropped
    }
    rowStart = 0
    place -= dropped
    cellStart -= dropped
    runStart -= dropped
    contentEnd -= dropped
    return dropped
  }

  /// Goes on to the end of the row.
  ///
  /// - Parameters:
  ///   - octets: from the beginning that ``rebase()`` left.
  ///   - isLast: whether no more will come.
  /// - Returns: what the row came to.
  mutating func scan(_ octets: Span<UInt8>, isLast: Bool) -> CSVReader.Step {
    // One octet more than a row may have, and the two that are looked at ahead.
    let end = min(octets.count, rowStart + limits.row + 3)
    let isAll = isLast && end == octets.count
    while true {
      let ended: Bool?
      switch state {
      case .start:
        if place < end { beginCell(octets) }
        ended = place < end ? false : nil
      case .bare: ended = bare(octets, end, isAll)
      case .quoted: ended = quoted(octets, end, isAll)
      case .tail: ended = tail(octets, end)
      case .skipped(let code): return skipRow(code, octets, isLast)
      }
      switch ended {
      case true?: return rowResult(octets, isLast)
      case false?: continue
      case nil: return atEnd(octets, end, isLast)
      }
    }
  }

  private mutating func beginCell(_ octets: Span<UInt8>) {
    if octets[place] == .quote {
      place += 1
      (state, quoteLine) = (.quoted, line)
    } else {
      state = .bare
    }
    (cellStart, runStart, scratchStart) = (place, place, nil)
  }

  /// Answers for a row that is split.
  private mutating func rowResult(_ octets: Span<UInt8>, _ isLast: Bool) -> CSVReader.Step {
    guard let fault else { return .row }
    if fault == .strayQuote { return giveUp(.strayQuote, octets, isLast) }
    return .fault(CSVFault(code: fault, line: rowLine))
  }

  /// Answers where the octets are over, or the limit is reached.
  private mutating func atEnd(_ octets: Span<UInt8>, _ end: Int, _ isLast: Bool) -> CSVReader.Step {
    if end < octets.count {
      if case .quoted = state { return giveUp(.unterminatedQuote, octets, isLast) }
      return skipRow(.rowTooLong, octets, isLast)
    }
    guard isLast else { return .more }
    switch state {
    case .start where cells.isEmpty: return .end
    case .start:
      (cellStart, runStart, scratchStart) = (place, place, nil)
      endBare(octets, at: end)
    case .bare: endBare(octets, at: end)
    case .quoted: return giveUp(.unterminatedQuote, octets, isLast)
    case .tail: endTail(octets, at: end)
    case .skipped(let code): return skipRow(code, octets, isLast)
    }
    return rowResult(octets, isLast)
  }

  /// Gives up the line on which the quoted cell began; the next line is read as if nothing were open.
  private mutating func giveUp(
    _ code: RowFault, _ octets: Span<UInt8>, _ isLast: Bool
  ) -> CSVReader.Step {
    (place, line, rowLine) = (cellStart, quoteLine, quoteLine)
    return skipRow(code, octets, isLast)
  }

  /// Passes over the rest of a line that cannot be read.
  private mutating func skipRow(
    _ code: RowFault, _ octets: Span<UInt8>, _ isLast: Bool
  ) -> CSVReader.Step {
    while place < octets.count, octets[place] != dialect.rowEnd { place += 1 }
    guard place < octets.count || isLast else {
      (state, rowStart) = (.skipped(code), place)
      return .more
    }
    if place < octets.count { passRowEnd() }
    return .fault(CSVFault(code: code, line: rowLine))
  }
}
