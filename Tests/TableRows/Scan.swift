import Formats
import Glibc

/// Splits a file of text into cells without making texts of them, as a measure of the reader alone.
struct Scan {
  private(set) var rows = 0
  private(set) var cells = 0
  private(set) var octets = 0

  /// Reads a file once for its encoding and once for its cells; nil where it cannot be opened.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var detector = EncodingDetector()
    var sample: [UInt8] = []
    while let piece = Self.piece(descriptor) {
      detector.take(piece.span)
      if sample.count < CSVDetector.sampleLength { sample += piece }
      octets += piece.count
    }
    let form = CSVForm(sample, detector, isWhole: sample.count == octets)
    lseek(descriptor, form.start, SEEK_SET)
    var reader = CSVReader(form.dialect, encoding: detector.encoding)
    while true {
      switch reader.next() {
      case .row: (rows, cells) = (rows + 1, cells + reader.count)
      case .fault: rows += 1
      case .more:
        if let piece = Self.piece(descriptor) { reader.append(piece[...]) } else { reader.finish() }
      case .end: return
      }
    }
  }

  private static func piece(_ descriptor: Int32) -> [UInt8]? {
    let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, 65_536))
    }
    return piece.isEmpty ? nil : piece
  }
}
