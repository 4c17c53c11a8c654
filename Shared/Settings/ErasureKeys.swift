/// One key of the keyed hash that outlives a purge, with the id that is stored beside each hash.
///
/// - Source: L6.
public struct ErasureKey: Sendable {
  /// Which key made a hash; 1 to 64 of letters, digits, `.`, `_` and `-`.
  public let id: String
  /// At least 32 octets of UTF-8, used as they are written.
  public let key: Secret
}

/// The keys of the keyed hash, in the order given; the first one signs, all of them recognise.
public struct ErasureKeys: Sendable {
  /// The key that makes new hashes.
  public let signing: ErasureKey
  /// The keys that were used before and are still looked for; may be empty.
  public let earlier: [ErasureKey]

  /// The fewest octets of a key.
  public static let minimumOctets = 32

  /// Reads `id:key`, several separated by commas.
  ///
  /// - Throws: which entry is wrong and how, never its text.
  init(parsing text: String) throws(Flaw) {
    var keys: [ErasureKey] = []
    let entries = text.split(separator: ",", omittingEmptySubsequences: false)
    for (place, entry) in entries.enumerated() {
      let key = try Self.key(in: entry, place: place + 1)
      if keys.contains(where: { $0.id == key.id }) {
        throw Flaw("has the id of entry \(place + 1) twice")
      }
      keys.append(key)
    }
    signing = keys.removeFirst()
    earlier = keys
  }

  private static func key(in entry: Substring, place: Int) throws(Flaw) -> ErasureKey {
    guard let colon = entry.firstIndex(of: ":") else {
      throw Flaw("has no id in entry \(place)")
    }
    let id = entry[..<colon]
    let isNamed = (1...64).contains(id.utf8.count) && id.utf8.allSatisfy(isOfAnID)
    guard isNamed else { throw Flaw("has an id that cannot be one in entry \(place)") }
    let key = entry[entry.index(after: colon)...]
    guard key.utf8.count >= minimumOctets else {
      throw Flaw("has a key of \(key.utf8.count) octets in entry \(place)")
    }
    return ErasureKey(id: String(id), key: Secret(String(key)))
  }

  private static func isOfAnID(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
