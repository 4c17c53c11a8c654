extension CSVScanner {
  /// Goes on in a cell without quotation marks.
  ///
  /// - Returns: whether the row has ended; nil where more octets are needed.
  mutating func bare(_ octets: Span<UInt8>, _ end: Int, _ isAll: Bool) -> Bool? {
    let (separator, rowEnd) = (dialect.separator, dialect.rowEnd)
    let escape: UInt8 = dialect.quoting == .escaped ? .backslash : separator
    var at = place
    while at < end, octets[at] != separator, octets[at] != rowEnd, octets[at] != escape { at += 1 }
    place = at
    guard at < end else { return nil }
    if octets[at] == separator {
      endBare(octets, at: at)
      place = at + 1
      state = .start
      return false
    }
    if octets[at] == rowEnd {
      endBare(octets, at: at)
      passRowEnd()
      return true
    }
    return unescape(octets, end, isAll)
  }

  /// Goes on between quotation marks.
  mutating func quoted(_ octets: Span<UInt8>, _ end: Int, _ isAll: Bool) -> Bool? {
    let rowEnd = dialect.rowEnd
    let escape: UInt8 = dialect.quoting == .doubled ? .quote : .backslash
    var at = place
    while at < end {
      let octet = octets[at]
      if octet == rowEnd { line += 1 } else if octet == .quote || octet == escape { break }
      at += 1
    }
    place = at
    guard at < end else { return nil }
    if octets[at] == .backslash {
      return dialect.quoting == .escaped
        ? unescape(octets, end, isAll) : passBackslash(octets, end, isAll)
    }
    guard at + 1 < end || isAll else { return nil }
    if at + 1 < end, octets[at + 1] == .quote {
      copyRun(octets, to: at + 1)
      place = at + 2
      runStart = place
      return false
    }
    contentEnd = at
    place = at + 1
    state = .tail
    return false
  }

  /// Passes over what stands between the closing mark and the end of the cell: nothing, as a rule.
  mutating func tail(_ octets: Span<UInt8>, _ end: Int) -> Bool? {
    let (separator, rowEnd) = (dialect.separator, dialect.rowEnd)
    while place < end, octets[place] != separator, octets[place] != rowEnd { place += 1 }
    guard place < end else { return nil }
    endTail(octets, at: place)
    // The line is given up where the cell began.
    if fault == .strayQuote { return true }
    if octets[place] == separator {
      place += 1
      state = .start
      return false
    }
    passRowEnd()
    return true
  }

  /// Ends a cell without quotation marks.
  mutating func endBare(_ octets: Span<UInt8>, at end: Int) {
    var end = end
    if !dialect.endsRowsWithCR, end > runStart, octets[end - 1] == .cr, isAtRowEnd(octets, end) {
      end -= 1
    }
    // A bare \N is no value; its escape was taken for a letter.
    if scratchStart != nil, end - cellStart == 2, octets[cellStart + 1] == UInt8(ascii: "N") {
      scratchStart = nil
      (runStart, end) = (cellStart, cellStart)
    }
    endCell(octets, at: end, isQuoted: false)
  }

  /// Ends a quoted cell, with what stands behind its closing mark.
  mutating func endTail(_ octets: Span<UInt8>, at end: Int) {
    var end = end
    if !dialect.endsRowsWithCR, end > contentEnd + 1, octets[end - 1] == .cr,
      isAtRowEnd(octets, end)
    {
      end -= 1
    }
    guard end > contentEnd + 1 else { return endCell(octets, at: contentEnd, isQuoted: true) }
    hasStrayText = true
    if line > quoteLine {
      fault = .strayQuote
    } else if dialect.quoting != .escaped, octets[end - 1] == .quote {
      // Marks inside were not doubled: the cell is what stands between the first and the last.
      scratchStart = nil
      runStart = cellStart
      endCell(octets, at: end - 1, isQuoted: true)
    } else {
      copyRun(octets, to: contentEnd)
      runStart = contentEnd + 1
      endCell(octets, at: end, isQuoted: true)
    }
  }

  private func isAtRowEnd(_ octets: Span<UInt8>, _ end: Int) -> Bool {
    end == octets.count || octets[end] == dialect.rowEnd
  }

  private mutating func endCell(_ octets: Span<UInt8>, at end: Int, isQuoted: Bool) {
    let cell: Cell
    if let start = scratchStart {
      copyRun(octets, to: end)
      cell = Cell(start: start, end: scratch.count, isRewritten: true, isQuoted: isQuoted)
    } else {
      cell = Cell(start: runStart, end: end, isRewritten: false, isQuoted: isQuoted)
    }
    if cell.end - cell.start > limits.cell, fault == nil { fault = .cellTooLong }
    guard cells.count < limits.cells else {
      if fault == nil { fault = .tooManyCells }
      return
    }
    cells.append(cell)
  }

  /// Goes behind the octet that ended a row.
  mutating func passRowEnd() {
    place += 1
    line += 1
  }

  /// Puts the run that ends at a place into ``scratch``.
  private mutating func copyRun(_ octets: Span<UInt8>, to end: Int) {
    if scratchStart == nil { scratchStart = scratch.count }
    for at in runStart..<end { scratch.append(octets[at]) }
  }

  /// Reads a backslash and what it stands before (MariaDB).
  private mutating func unescape(_ octets: Span<UInt8>, _ end: Int, _ isAll: Bool) -> Bool? {
    guard place + 1 < end else {
      guard isAll else { return nil }
      // The file ends with it: it is part of the cell.
      place += 1
      return nil
    }
    copyRun(octets, to: place)
    let octet = octets[place + 1]
    if octet == dialect.rowEnd { line += 1 }
    scratch.append(Self.meaning(ofEscaped: octet))
    place += 2
    runStart = place
    return false
  }

  private static func meaning(ofEscaped octet: UInt8) -> UInt8 {
    switch octet {
    case UInt8(ascii: "n"): .lf
    case UInt8(ascii: "t"): .tab
    case UInt8(ascii: "r"): .cr
    case UInt8(ascii: "0"): 0
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "Z"): 0x1a
    default: octet
    }
  }

  /// Passes over a backslash, and over the mark behind it unless that ends the cell (PHP).
  private mutating func passBackslash(_ octets: Span<UInt8>, _ end: Int, _ isAll: Bool) -> Bool? {
    guard place + 2 < end || isAll else { return nil }
    guard place + 1 < end, octets[place + 1] == .quote else {
      place += 1
      return false
    }
    let isClosing: Bool
    if place + 2 < end {
      let behind = octets[place + 2]
      isClosing = behind == dialect.separator || behind == .lf || behind == .cr
    } else {
      isClosing = true
    }
    place += isClosing ? 1 : 2
    return false
  }
}
