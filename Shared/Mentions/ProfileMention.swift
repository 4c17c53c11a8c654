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
        ? octet == UInt8(ascii: "-") : Character(Unicode.Scalar(octet)).isHexDigit
      guard fits else { return nil }
    }
    let neighbours = [start - 1, range.upperBound].filter { text.indices.contains($0) }.map {
      text[$0]
    }
    guard !neighbours.contains(where: { Character(Unicode.Scalar($0)).isHexDigit }) else {
      return nil
    }
    return ProfileMention(
      id: String(decoding: text[range], as: UTF8.self).lowercased(), range: range)
  }
}
