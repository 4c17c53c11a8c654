import Formats

/// Rows of a text file (CSV), in pieces.
final class TextRows: RowSource {
  private static let pieceLength = 65_536

  private let file: SourceFile
  private var reader: CSVReader
  private var place: Int

  /// Tells whether every cell of the header stands in quotation marks.
  var quotesHeader: Bool { reader.dialect.quotesTexts }

  /// Reads the file once for its encoding, and its beginning for its form.
  init(_ file: SourceFile) throws(TableFault) {
    var detector = EncodingDetector()
    var sample: [UInt8] = []
    var place = 0
    while place < file.size {
      let octets = try file.octets(at: place, count: 4 * Self.pieceLength)
      guard !octets.isEmpty else { break }
      detector.take(octets.span)
      if sample.isEmpty { sample = octets }
      place += octets.count
    }
    let form = CSVForm(sample, detector, isWhole: sample.count == place)
    if form.isBinary { throw .unknownFormat }
    reader = CSVReader(form.dialect, encoding: detector.encoding, line: form.firstLine)
    self.place = form.start
    self.file = file
  }

  func next() throws(TableFault) -> TableRow? {
    while true {
      switch reader.next() {
      case .row:
        let texts = reader.texts
        return TableRow(
          line: reader.line, cells: texts ?? [], fault: texts == nil ? .invalidText : nil)
      case .fault(let fault): return TableRow(line: fault.line, cells: [], fault: fault.code)
      case .end: return nil
      case .more:
        let octets = try file.octets(at: place, count: Self.pieceLength)
        place += octets.count
        if octets.isEmpty { reader.finish() } else { reader.append(octets[...]) }
      }
    }
  }
}
