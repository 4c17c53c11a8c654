/// Lines of JSON for standard output that are many: they are printed in large pieces, as they come.
struct LineBuffer {
  private static let pieceLength = 1 << 16
  /// What ends a line for programs that go by Unicode, and may stand in a text of JSON (RFC 8259).
  private static let lineEnds: [(octets: [UInt8], escape: [UInt8])] = [
    ([0xc2, 0x85], Array(#"\u0085"#.utf8)), ([0xe2, 0x80, 0xa8], Array(#"\u2028"#.utf8)),
    ([0xe2, 0x80, 0xa9], Array(#"\u2029"#.utf8)),
  ]

  private let console: Console
  private var octets: [UInt8] = []

  /// Holds no line yet.
  init(_ console: Console) {
    self.console = console
    octets.reserveCapacity(2 * Self.pieceLength)
  }

  /// Adds a line, without its line break; it is one line to whoever cuts at Unicode's line ends, too.
  mutating func append(_ line: [UInt8]) {
    var line = line
    if line.contains(where: { $0 == 0xc2 || $0 == 0xe2 }) {
      for end in Self.lineEnds { line.replace(end.octets, with: end.escape) }
    }
    octets += line
    octets.append(UInt8(ascii: "\n"))
    if octets.count >= Self.pieceLength { flush() }
  }

  /// Prints what is not printed yet.
  mutating func flush() {
    console.say(octets, on: .output)
    octets.removeAll(keepingCapacity: true)
  }
}
