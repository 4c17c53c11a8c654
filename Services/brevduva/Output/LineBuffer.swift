/// Lines of JSON for standard output that are many: they are printed in large pieces, as they come.
struct LineBuffer {
  private static let pieceLength = 1 << 16

  private let console: Console
  private var octets: [UInt8] = []

  /// Holds no line yet.
  init(_ console: Console) {
    self.console = console
    octets.reserveCapacity(2 * Self.pieceLength)
  }

  /// Adds a line, without its line break.
  mutating func append(_ line: [UInt8]) {
    octets += line.withEscapedLineEnds
    octets.append(UInt8(ascii: "\n"))
    if octets.count >= Self.pieceLength { flush() }
  }

  /// Prints what is not printed yet.
  mutating func flush() {
    console.say(octets, on: .output)
    octets.removeAll(keepingCapacity: true)
  }
}
