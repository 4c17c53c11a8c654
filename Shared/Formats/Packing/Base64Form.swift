/// Form of a run of base64: alphabet, padding, length of lines and what stands between them.
struct Base64Form {
  private let isPadded: Bool
  private let isURL: Bool
  private let lineLength: Int?
  private let lineBreak: [UInt8]

  /// The form of a run that stands in a text.
  init(text: [UInt8], lines: [Range<Int>], isPadded: Bool, isURL: Bool) {
    self.isPadded = isPadded
    self.isURL = isURL
    lineLength = lines.count > 1 ? lines[0].count : nil
    lineBreak = lines.count > 1 ? Array(text[lines[0].upperBound..<lines[1].lowerBound]) : []
  }

  /// Octets in this form.
  func encoded(_ octets: [UInt8]) -> [UInt8] {
    var letters = Array(Base64.encoded(octets).utf8)
    if !isPadded { letters.removeAll { $0 == UInt8(ascii: "=") } }
    if isURL { letters = letters.map(Self.urlLetter) }
    guard let lineLength else { return letters }
    var lines: [UInt8] = []
    for start in stride(from: 0, to: letters.count, by: lineLength) {
      if start > 0 { lines += lineBreak }
      lines += letters[start..<min(start + lineLength, letters.count)]
    }
    return lines
  }

  /// Value of a letter of either alphabet; 0 for any other octet.
  static func value(of letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: 0
    }
  }

  private static func urlLetter(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "+"): UInt8(ascii: "-")
    case UInt8(ascii: "/"): UInt8(ascii: "_")
    default: letter
    }
  }
}
