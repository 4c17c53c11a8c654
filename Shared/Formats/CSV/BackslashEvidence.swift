/// Testimony of a file's backslashes and quotation marks to how it is written.
struct BackslashEvidence {
  /// A backslash before a quotation mark, with text behind that: no plain file has it.
  private var escapedQuotes = 0
  /// A doubled quotation mark behind text.
  private var doubledQuotes = 0
  /// Two backslashes, as who escapes by them writes each one.
  private var pairs = 0
  /// `\N` as a whole cell.
  private var nulls = 0
  /// A single backslash before what needs no escape: `C:\post`.
  private var plain = 0

  init(_ sample: ArraySlice<UInt8>) {
    var place = sample.startIndex
    while place < sample.endIndex {
      switch sample[place] {
      case .backslash: place = run(sample, from: place)
      case .quote:
        place = quotes(sample, from: place)
      default: place += 1
      }
    }
  }

  /// Tells how a quotation mark stands in a quoted cell.
  ///
  /// PHP doubles those that stand behind no backslash, which are the most; MariaDB and R double none.
  func quoting(hasMark: Bool) -> CSVDialect.Quoting {
    if escapedQuotes > 0 { return doubledQuotes == 0 ? .escaped : .doubledUnlessEscaped }
    return !hasMark && plain == 0 && pairs + nulls > 0 ? .escaped : .doubled
  }

  /// Reads a run of backslashes and what it stands before; returns where to go on.
  private mutating func run(_ sample: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start
    while end < sample.endIndex, sample[end] == .backslash { end += 1 }
    let behind = octet(sample, end)
    let begins = isBoundary(octet(sample, start - 1))
    if end - start > 1 { pairs += 1 }
    guard (end - start) % 2 == 1 else { return end }
    switch behind {
    case .quote?:
      let next = octet(sample, end + 1)
      if next == .quote {
        if !isBoundary(octet(sample, end + 2)) { plain += 1 }
      } else if !isBoundary(next) {
        escapedQuotes += 1
      }
      return end + 1
    case UInt8(ascii: "N")? where begins && end - start == 1 && isBoundary(octet(sample, end + 1)):
      nulls += 1
    case UInt8(ascii: "n")?, UInt8(ascii: "t")?, UInt8(ascii: "r")?, UInt8(ascii: "0")?,
      UInt8(ascii: "b")?, UInt8(ascii: "Z")?:
      break
    default:
      if !isBoundary(behind) { plain += 1 }
    }
    return end
  }

  /// Reads a run of quotation marks; returns where to go on.
  private mutating func quotes(_ sample: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start
    while end < sample.endIndex, sample[end] == .quote { end += 1 }
    let before = octet(sample, start - 1)
    if end - start > 1, !isBoundary(before), before != .backslash { doubledQuotes += 1 }
    return end
  }

  private func octet(_ sample: ArraySlice<UInt8>, _ place: Int) -> UInt8? {
    sample.indices.contains(place) ? sample[place] : nil
  }

  /// Tells whether a cell may begin behind an octet, or end before it.
  private func isBoundary(_ octet: UInt8?) -> Bool {
    switch octet {
    case nil, .lf?, .cr?, .tab?, UInt8(ascii: ",")?, UInt8(ascii: ";")?, UInt8(ascii: "|")?: true
    default: false
    }
  }
}
