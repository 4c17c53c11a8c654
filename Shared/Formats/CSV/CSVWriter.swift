/// Writer of CSV that spreadsheets open and our own reader gives back as it was.
///
/// UTF-8 with a byte order mark, without which Excel takes it for Windows-1252; every cell in quotation
/// marks; CR LF. What a spreadsheet would run as a formula is marked (``FormulaGuard``).
public struct CSVWriter {
  private let separator: UInt8
  private var octets: [UInt8] = [0xef, 0xbb, 0xbf]

  /// A writer at the beginning of a file.
  ///
  /// - Parameter separator: the octet between cells; spreadsheets in Swedish want a semicolon.
  public init(separator: UInt8 = UInt8(ascii: ",")) {
    self.separator = separator
  }

  /// Adds a row.
  public mutating func append(_ row: [String]) {
    for (place, cell) in row.enumerated() {
      if place > 0 { octets.append(separator) }
      octets.append(.quote)
      for octet in FormulaGuard.guarded(cell).utf8 {
        if octet == .quote { octets.append(.quote) }
        octets.append(octet)
      }
      octets.append(.quote)
    }
    octets.append(.cr)
    octets.append(.lf)
  }

  /// Hands out what was written since the last time.
  public mutating func take() -> [UInt8] {
    defer { octets = [] }
    return octets
  }
}
