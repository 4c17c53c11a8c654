/// Form of a run of base64: alphabet and padding.
struct Base64Form {
  let isPadded: Bool
  let isURL: Bool

  /// Octets in this form.
  func encoded(_ octets: [UInt8]) -> [UInt8] {
    var letters = Array(Base64.encoded(octets).utf8)
    if !isPadded { letters.removeAll { $0 == UInt8(ascii: "=") } }
    return isURL ? letters.map(Self.urlLetter) : letters
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
