/// Finds out the form of a CSV file from its beginning (P8).
///
/// The separator is the one that parts the most rows alike. Backslashes tell their meaning by what
/// stands behind them: writers that escape by them write every other one twice.
public struct CSVDetector {
  /// The octets of a file's beginning that are enough.
  public static let sampleLength = 262_144
  /// Separators that are looked for; of two that do alike, the first.
  private static let separators: [UInt8] = [
    .tab, UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"),
  ]

  private let sample: ArraySlice<UInt8>
  private let hasMark: Bool

  /// Takes the beginning of a file as UTF-8 or as Windows-1252, without its byte order mark.
  ///
  /// - Parameters:
  ///   - sample: the octets.
  ///   - isWhole: whether the file ends with them; else what follows their last line is left out.
  ///   - hasMark: whether a byte order mark stood before them: no database writes one.
  public init(_ sample: ArraySlice<UInt8>, isWhole: Bool, hasMark: Bool = false) {
    self.hasMark = hasMark
    let lastEnd = isWhole ? nil : sample.lastIndex { $0 == .lf || $0 == .cr }
    self.sample = lastEnd.map { sample[...$0] } ?? sample
  }

  /// The octets before the first row: an Excel `sep=;` line, or nothing.
  public var preambleLength: Int {
    guard let named = namedSeparator else { return 0 }
    return named.length
  }

  /// The form of the file.
  public var dialect: CSVDialect {
    var dialect = CSVDialect()
    dialect.endsRowsWithCR = !sample.contains(.lf) && sample.contains(.cr)
    dialect.quoting = BackslashEvidence(sample).quoting(hasMark: hasMark)
    dialect.separator = namedSeparator?.separator ?? likeliestSeparator(dialect)
    dialect.quotesTexts = quotesAllOfHeader(dialect)
    return dialect
  }

  private var namedSeparator: (separator: UInt8, length: Int)? {
    let line = Array(sample.prefix(12))
    guard line.count > 5, line[4] != .lf, line[4] != .cr,
      String(decoding: line[..<4], as: UTF8.self).lowercased() == "sep="
    else { return nil }
    switch (line[5], line.count > 6 ? line[6] : 0) {
    case (.cr, .lf): return (line[4], 7)
    case (.cr, _), (.lf, _): return (line[4], 6)
    default: return nil
    }
  }

  private func likeliestSeparator(_ dialect: CSVDialect) -> UInt8 {
    var best: (separator: UInt8, fit: Fit)?
    for separator in Self.separators {
      guard let fit = fit(dialect, separator) else { continue }
      if best.map({ $0.fit < fit }) ?? true { best = (separator, fit) }
    }
    if let best { return best.separator }
    // One column: what does not occur parts nothing.
    return Self.separators.first { !sample.contains($0) } ?? UInt8(ascii: ",")
  }

  /// Quality of a separator; the better one is the greater.
  private struct Fit: Comparable {
    /// Tells whether every cell stands in quotation marks: by no other separator they do.
    let quotesAll: Bool
    /// The number of rows that have the commonest number of cells.
    let alike: Int
    /// That number.
    let width: Int

    static func < (left: Self, right: Self) -> Bool {
      if left.quotesAll != right.quotesAll { return right.quotesAll }
      return (left.alike, left.width) < (right.alike, right.width)
    }
  }

  /// Tries a separator.
  ///
  /// Rows of one cell do not count against it: titles are such. But where the first row is one, half of
  /// the rows must have more; and of two cells the second must not begin with a space, as it does in a
  /// column of `Ek, Anna`.
  ///
  /// - Returns: nil where the separator parts no rows alike.
  private func fit(_ dialect: CSVDialect, _ separator: UInt8) -> Fit? {
    guard sample.contains(separator) else { return nil }
    var dialect = dialect
    dialect.separator = separator
    let (widths, quotesAll) = widths(dialect)
    var counts: [Int: Int] = [:]
    for width in widths where width > 1 { counts[width, default: 0] += 1 }
    let wide = counts.values.reduce(0, +)
    guard let first = widths.first,
      let common = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    else { return nil }
    if first == 1, !quotesAll {
      let isSpaced = zip(sample, sample.dropFirst()).contains { $0 == separator && $1 == 0x20 }
      guard wide * 2 >= widths.count, common.key > 2 || !isSpaced else { return nil }
    }
    return Fit(quotesAll: quotesAll, alike: common.value, width: common.key)
  }

  /// The numbers of cells of the first rows, 1 where text stands behind a quoted cell, empty rows and
  /// remarks left out; and whether each of their cells is quoted.
  private func widths(_ dialect: CSVDialect) -> (widths: [Int], quotesAll: Bool) {
    var reader = CSVReader(dialect)
    reader.append(sample)
    reader.finish()
    var widths: [Int] = []
    var quotesAll = true
    while widths.count < 1000 {
      switch reader.next() {
      case .row where reader.count > 1 || reader.isQuoted(0) || Self.saysMore(reader.octets(of: 0)):
        let isClean = !reader.hasStrayText
        widths.append(isClean ? reader.count : 1)
        quotesAll = quotesAll && isClean && (0..<reader.count).allSatisfy { reader.isQuoted($0) }
      case .row, .fault: continue
      case .more, .end: return (widths, quotesAll)
      }
    }
    return (widths, quotesAll)
  }

  /// Tells whether a bare line is neither empty nor a remark.
  private static func saysMore(_ line: ArraySlice<UInt8>) -> Bool {
    line.first.map { $0 != UInt8(ascii: "#") } ?? false
  }

  private func quotesAllOfHeader(_ dialect: CSVDialect) -> Bool {
    var reader = CSVReader(dialect)
    reader.append(sample.dropFirst(preambleLength))
    reader.finish()
    guard case .row = reader.next() else { return false }
    return (0..<reader.count).allSatisfy { reader.isQuoted($0) }
  }
}
