/// A path in a JSON text, in the normal form of RFC 9535 but with dots where a key allows it.
struct JSONPath {
  private(set) var text = "$"

  mutating func append(_ index: Int) {
    text += "[\(index)]"
  }

  /// Adds a key; whatever is no plain word is quoted, and no control character gets through.
  ///
  /// Of a key of more than 64 octets the beginning is enough.
  mutating func append(_ key: [UInt8]) {
    guard key.count <= 64 else { return append(Array(key.prefix(61)) + Array("…".utf8)) }
    if Self.isWord(key) {
      text += "." + String(decoding: key, as: UTF8.self)
      return
    }
    text += "['"
    for scalar in String(decoding: key, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "'", "\\":
        text += "\\"
        text.unicodeScalars.append(scalar)
      case "\0"..<" ", "\u{7f}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "']"
  }

  private static func isWord(_ key: [UInt8]) -> Bool {
    guard let first = key.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
      return false
    }
    return key.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
