/// Instruction to read a file of text: its dialect, and the place where its rows begin.
public struct CSVForm: Sendable {
  /// The dialect.
  public let dialect: CSVDialect
  /// The place in the file where the first row begins.
  public let start: Int
  /// The physical line on which it does.
  public let firstLine: Int
  /// Tells whether it is no text at all.
  public let isBinary: Bool

  /// Finds out the form of a file.
  ///
  /// - Parameters:
  ///   - sample: its beginning, of which ``CSVDetector/sampleLength`` is enough.
  ///   - detector: what has taken all of it.
  ///   - isWhole: whether the sample is all of it.
  public init(_ sample: [UInt8], _ detector: EncodingDetector, isWhole: Bool) {
    let (encoding, mark) = (detector.encoding, detector.markLength)
    var text = sample[mark...]
    var unit = 1
    if !encoding.isASCIICompatible {
      var decoder = UTF16Decoder(isBigEndian: encoding == .utf16BigEndian)
      text = decoder.decode(text)[...]
      unit = 2
    }
    let detected = CSVDetector(text, isWhole: isWhole, hasMark: mark > 0)
    dialect = detected.dialect
    start = mark + unit * detected.preambleLength
    firstLine = detected.preambleLength > 0 ? 2 : 1
    isBinary = FileKind.isBinary(text)
  }
}
