/// Profile's id that stands somewhere in a text: a UUID, in letters of either case.
struct ProfileMention {
  /// The id in lower case.
  let id: String
  /// Its octets.
  let range: Range<Int>

  private static let length = 36
  private static let hyphens = [8, 13, 18, 23]

  /// Reads all ids of a text, in order.
  static func all(in text: [UInt8]) -> [ProfileMention] {
    guard text.count >= length else { return [] }
    var found: [ProfileMention] = []
    var place = hyphens[0]
    while place <= text.count - (length - hyphens[0]) {
      if text[place] == UInt8(ascii: "-"), let mention = mention(at: place - hyphens[0], of: text) {
        found.append(mention)
        place += length
      } else {
        place += 1
      }
    }
    return found
  }

  private static func mention(at start: Int, of text: [UInt8]) -> ProfileMention? {
    let range = start..<start + length
    for (place, octet) in text[range].enumerated() {
      let fits =
        hyphens.contains(place)
        ? octet == UInt8(ascii: "-") : isHexDigit(octet)
      guard fits else { return nil }
    }
    if start > 0, isHexDigit(text[start - 1]) { return nil }
    if range.upperBound < text.count, isHexDigit(text[range.upperBound]) { return nil }
    return ProfileMention(
      id: String(decoding: text[range], as: UTF8.self).lowercased(), range: range)
  }

  private static func isHexDigit(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
