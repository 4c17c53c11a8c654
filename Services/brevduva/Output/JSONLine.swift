import Formats

/// JSON on one line, to whoever cuts at Unicode's line ends as well.
extension [UInt8] {
  /// What ends a line for programs that go by Unicode, and may stand in a text of JSON (RFC 8259).
  private static let lineEnds: [(octets: [UInt8], escape: [UInt8])] = [
    ([0xc2, 0x85], Array(#"\u0085"#.utf8)), ([0xe2, 0x80, 0xa8], Array(#"\u2028"#.utf8)),
    ([0xe2, 0x80, 0xa9], Array(#"\u2029"#.utf8)),
  ]

  /// The same JSON with escapes in the place of line ends.
  var withEscapedLineEnds: [UInt8] {
    guard contains(where: { $0 == 0xc2 || $0 == 0xe2 }) else { return self }
    var escaped = self
    for end in Self.lineEnds { escaped.replace(end.octets, with: end.escape) }
    return escaped
  }
}

extension Console {
  /// Prints what is written of an answer in JSON, which goes on.
  ///
  /// - Throws: `refused` if not all of it was written.
  func print(part json: inout JSONWriter) throws(Failure) {
    try print(json.take().withEscapedLineEnds)
  }

  /// Prints the rest of an answer in JSON, and its line break.
  ///
  /// - Throws: `refused` if not all of it was written.
  func print(end json: inout JSONWriter) throws(Failure) {
    try print(json.take().withEscapedLineEnds + [UInt8(ascii: "\n")])
  }
}
