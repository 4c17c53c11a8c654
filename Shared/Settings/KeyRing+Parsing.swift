public import Hashing

extension KeyRing {
  /// The fewest octets of a key.
  public static var minimumOctets: Int { 32 }

  /// Reads `id:key`, several separated by commas, the one that signs first; a key is used as it is written.
  ///
  /// - Throws: which entry is wrong and how, never its text.
  init(parsing text: String) throws(Flaw) {
    var keys: [Key] = []
    let entries = text.split(separator: ",", omittingEmptySubsequences: false)
    for (place, entry) in entries.enumerated() {
      let key = try Self.key(in: entry, place: place + 1)
      if keys.contains(where: { $0.id == key.id }) {
        throw Flaw("has the id of entry \(place + 1) twice")
      }
      keys.append(key)
    }
    self.init(signing: keys.removeFirst(), earlier: keys)
  }

  private static func key(in entry: Substring, place: Int) throws(Flaw) -> Key {
    guard let colon = entry.firstIndex(of: ":") else {
      throw Flaw("has no id in entry \(place)")
    }
    let id = entry[..<colon]
    let isNamed = (1...64).contains(id.utf8.count) && id.utf8.allSatisfy(isOfAnID)
    guard isNamed else { throw Flaw("has an id that cannot be one in entry \(place)") }
    let secret = Array(entry[entry.index(after: colon)...].utf8)
    guard secret.count >= minimumOctets else {
      throw Flaw("has a key of \(secret.count) octets in entry \(place)")
    }
    return Key(id: String(id), secret: secret)
  }

  /// Returns whether an octet is a letter, a digit, `.`, `_` or `-`.
  private static func isOfAnID(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
