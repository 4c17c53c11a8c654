import Formats

/// A file of text as it is read: its rows, and the lines that cannot be.
struct ReadCSV: Equatable {
  var rows: [[String]] = []
  var lines: [Int] = []
  var faults: [CSVFault] = []
  var dialect = CSVDialect()
  var encoding = TextEncoding.utf8

  /// Finds out the form and reads all, in pieces of a length.
  init(_ octets: [UInt8], piece: Int = 1 << 20, limits: CSVLimits = CSVLimits()) {
    var detector = EncodingDetector()
    for piece in octets.pieces(of: piece) { detector.take(Array(piece).span) }
    let sample = Array(octets.prefix(CSVDetector.sampleLength))
    let form = CSVForm(sample, detector, isWhole: sample.count == octets.count)
    (dialect, encoding) = (form.dialect, detector.encoding)
    read(Array(octets[form.start...]), form.firstLine, piece, limits)
  }

  /// Reads all with a given form.
  init(
    _ text: String, as dialect: CSVDialect, piece: Int = 1 << 20, limits: CSVLimits = CSVLimits()
  ) {
    self.dialect = dialect
    read(Array(text.utf8), 1, piece, limits)
  }

  private mutating func read(_ octets: [UInt8], _ line: Int, _ piece: Int, _ limits: CSVLimits) {
    var reader = CSVReader(dialect, encoding: encoding, line: line, limits: limits)
    var pieces = octets.pieces(of: piece).makeIterator()
    while true {
      switch reader.next() {
      case .row:
        rows.append((0..<reader.count).map { reader.text(of: $0) ?? "?" })
        lines.append(reader.line)
      case .fault(let fault): faults.append(fault)
      case .more: if let next = pieces.next() { reader.append(next) } else { reader.finish() }
      case .end: return
      }
    }
  }
}

extension [UInt8] {
  /// The octets in pieces of a length; the last may be shorter.
  func pieces(of length: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: length).map { self[$0..<Swift.min(count, $0 + length)] }
  }

  /// A text in UTF-16.
  static func utf16(_ text: String, isBigEndian: Bool, mark: Bool = true) -> [UInt8] {
    var octets: [UInt8] = []
    for unit in ((mark ? "\u{feff}" : "") + text).utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xff))
      octets += isBigEndian ? [high, low] : [low, high]
    }
    return octets
  }

  /// A text in Windows-1252, of which only the characters of ISO 8859-1 and the euro occur in tests.
  static func windows1252(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
  }
}
