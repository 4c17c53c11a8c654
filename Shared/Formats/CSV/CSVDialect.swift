/// Form of a CSV file: what stands between its cells, how a quotation mark stands inside of one, and
/// what ends a row (P8).
public struct CSVDialect: Hashable, Sendable {
  /// Ways to write a quotation mark into a quoted cell.
  public enum Quoting: Sendable {
    /// Doubled, as RFC 4180 has it; a backslash is a backslash.
    case doubled
    /// Doubled, but not after a backslash, and both stay: PHP's `fputcsv`.
    case doubledUnlessEscaped
    /// A backslash before it, as before a separator or a line break: MariaDB, `write.table` of R.
    ///
    /// `\n`, `\t`, `\r`, `\0`, `\b` and `\Z` are control characters, a bare `\N` is no value, any
    /// other octet after a backslash stands for itself.
    case escaped
  }

  /// The octet between two cells.
  public var separator: UInt8
  /// The way to write a quotation mark.
  public var quoting: Quoting
  /// Tells whether a lone CR ends a row; else it is part of a cell.
  public var endsRowsWithCR: Bool
  /// Tells whether all texts stand in quotation marks: a bare `NA` (R) or `NULL` is no value then.
  public var quotesTexts: Bool

  /// Describes a form; without arguments, that of RFC 4180.
  public init(
    separator: UInt8 = UInt8(ascii: ","), quoting: Quoting = .doubled,
    endsRowsWithCR: Bool = false, quotesTexts: Bool = false
  ) {
    self.separator = separator
    self.quoting = quoting
    self.endsRowsWithCR = endsRowsWithCR
    self.quotesTexts = quotesTexts
  }

  /// The octet with which a row ends; before LF a CR may stand.
  var rowEnd: UInt8 { endsRowsWithCR ? .cr : .lf }
}

extension UInt8 {
  static var quote: UInt8 { UInt8(ascii: "\"") }
  static var backslash: UInt8 { UInt8(ascii: "\\") }
  static var tab: UInt8 { 0x09 }
  static var lf: UInt8 { 0x0a }
  static var cr: UInt8 { 0x0d }
}
