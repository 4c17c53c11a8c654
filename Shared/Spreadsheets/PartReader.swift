import Formats

/// A part of an archive that is read as XML, a piece at a time.
struct PartReader<Reader: XMLReader>: ~Copyable {
  /// The octets of a part that are unpacked at once.
  private static var pieceLength: Int { 65_536 }

  /// The reader, which has what was found.
  var reader: Reader
  private var xml = XMLHandle(Reader.vocabulary)
  private var tape = XMLTape()
  private var isOver = false

  /// A reader at the beginning of the part that is open.
  init(_ reader: Reader) {
    self.reader = reader
  }

  /// Reads the next piece.
  ///
  /// - Returns: false where the part was over before.
  mutating func advance(_ archive: inout ZipHandle) throws(TableFault) -> Bool {
    guard !isOver else { return false }
    let octets = try archive.read(upTo: Self.pieceLength)
    isOver = octets.isEmpty
    try xml.parse(octets, isLast: isOver, onto: &tape)
    try reader.take(tape)
    return true
  }
}

extension ZipHandle {
  /// Reads a whole part, small as those beside the sheets are.
  ///
  /// - Returns: nil where there is none of this name.
  mutating func read<Reader: XMLReader>(
    _ name: String, by reader: Reader
  ) throws(TableFault) -> Reader? {
    guard try open(name) else { return nil }
    var part = PartReader(reader)
    while try part.advance(&self) {}
    return part.reader
  }
}
