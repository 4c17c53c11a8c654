/// Reader of CSV that takes octets in pieces of any size and gives one row at a time (P8).
///
/// Its memory is one row and one piece. Cells stay octets until somebody asks for a text. Whoever
/// reads calls ``next()`` until it says ``Step/end``, and gives what it asks for at ``Step/more``.
public struct CSVReader: ~Copyable {
  /// Answers of ``next()``.
  public enum Step: Equatable {
    /// A row, which the reader shows until it goes on; an empty line is a row of one empty cell.
    case row
    /// A row that cannot be read; the reader stands behind it.
    case fault(CSVFault)
    /// The octets are over inside a row: ``append(_:)`` more, or ``finish()``.
    case more
    /// There are no more rows.
    case end
  }

  /// The form that is read.
  public let dialect: CSVDialect
  private let encoding: TextEncoding
  private var decoder: UTF16Decoder
  private var octets: [UInt8] = []
  private var isFinished = false
  private var isInRow = false
  private var scanner: CSVScanner

  /// A reader at the beginning of a file, behind its byte order mark.
  ///
  /// - Parameters:
  ///   - dialect: the form, as ``CSVDetector`` finds it.
  ///   - encoding: the encoding, as ``EncodingDetector`` finds it.
  ///   - line: the physical line that comes first, if some lines were taken away before.
  ///   - limits: the largest row that is read.
  public init(
    _ dialect: CSVDialect, encoding: TextEncoding = .utf8, line: Int = 1,
    limits: CSVLimits = CSVLimits()
  ) {
    self.dialect = dialect
    self.encoding = encoding
    decoder = UTF16Decoder(isBigEndian: encoding == .utf16BigEndian)
    scanner = CSVScanner(dialect: dialect, limits: limits)
    scanner.line = line
  }

  /// Takes the next piece of the file.
  public mutating func append(_ piece: ArraySlice<UInt8>) {
    octets.removeFirst(scanner.rebase())
    if encoding.isASCIICompatible {
      octets.append(contentsOf: piece)
    } else {
      octets.append(contentsOf: decoder.decode(piece))
    }
  }

  /// Says that the file is over.
  public mutating func finish() {
    if !encoding.isASCIICompatible { octets.append(contentsOf: decoder.finish()) }
    isFinished = true
  }

  /// Goes on to the end of the next row.
  public mutating func next() -> Step {
    if !isInRow { scanner.beginRow() }
    let octets = octets
    let step = scanner.scan(octets.span, isLast: isFinished)
    isInRow = step == .more
    return step
  }

  /// The physical line on which the row begins, the first of the file being 1.
  public var line: Int { scanner.rowLine }

  /// The number of cells in the row.
  public var count: Int { scanner.cells.count }

  /// Tells whether a cell stands in quotation marks.
  public func isQuoted(_ index: Int) -> Bool { scanner.cells[index].isQuoted }

  /// Tells whether a cell goes on behind its closing mark, as where another separator is read for one.
  var hasStrayText: Bool { scanner.hasStrayText }

  /// The octets of a cell in the file's encoding, UTF-16 being UTF-8 by now.
  ///
  /// To keep them while the reader goes on costs a copy of its memory.
  public func octets(of index: Int) -> ArraySlice<UInt8> {
    let cell = scanner.cells[index]
    return cell.isRewritten ? scanner.scratch[cell.start..<cell.end] : octets[cell.start..<cell.end]
  }

  /// The text of a cell; nil where it is not of the file's encoding.
  public func text(of index: Int) -> String? {
    let cell = scanner.cells[index]
    let text =
      cell.isRewritten
      ? text(scanner.scratch.span.extracting(cell.start..<cell.end))
      : text(octets.span.extracting(cell.start..<cell.end))
    let isMissing = dialect.quotesTexts && !cell.isQuoted && (text == "NA" || text == "NULL")
    return isMissing ? "" : text
  }

  /// The texts of all cells; nil where one is not of the file's encoding.
  public var texts: [String]? {
    var texts: [String] = []
    texts.reserveCapacity(count)
    for index in scanner.cells.indices {
      guard let text = text(of: index) else { return nil }
      texts.append(text)
    }
    return texts
  }

  private func text(_ octets: Span<UInt8>) -> String? {
    switch encoding {
    case .utf8, .utf16LittleEndian, .utf16BigEndian: String(validating: octets)
    case .windows1252: Windows1252.text(octets)
    }
  }
}
