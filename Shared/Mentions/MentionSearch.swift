public import Domain
import Formats

/// Search for a person in texts: for mailboxes however they are spelled and packed, and for ids.
///
/// - Source: L2, E3.
public struct MentionSearch {
  private let isSought: (AddressKey) -> Bool
  private let ids: Set<String>

  /// Searches for mailboxes and profiles.
  public init(keys: some Sequence<AddressKey>, profiles: [ProfileID] = []) {
    let keys = Set(keys)
    self.init(profiles: profiles) { keys.contains($0) }
  }

  /// Searches for the mailboxes that a rule tells, each asked once for each place where it stands.
  public init(profiles: [ProfileID] = [], where isSought: @escaping (AddressKey) -> Bool) {
    self.isSought = isSought
    ids = Set(profiles.map(\.description))
  }

  /// Searches for all that any of several searches is for.
  public init(anyOf searches: [Self]) {
    isSought = { key in searches.contains { $0.isSought(key) } }
    ids = searches.reduce(into: []) { $0.formUnion($1.ids) }
  }

  /// Looks whether any of them stands in a text.
  public func finds(in text: [UInt8]) -> Bool {
    var isFound = false
    _ = PackedText.visit(text) { text, isEscaped in
      isFound = isFound || !places(in: text, isEscaped: isEscaped).isEmpty
    }
    return isFound
  }

  /// Replaces all of them by nothing, and leaves what stands around them as it is.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - isExact: `true` if it is looked at afterwards whether all that is packed in it is as it was.
  /// - Returns: the text as it was if none stands there; `nil` if one is found again however often it is cut
  ///   out, or something else would be changed.
  public func erasing(from text: [UInt8], isExact: Bool = false) -> [UInt8]? {
    guard finds(in: text) else { return text }
    return PackedText.cutting(text, isExact: isExact) { places(in: $0, isEscaped: $1) }
  }

  /// The passages in which any of them stands, unpacked, each once, in the order in which they are opened: from
  /// one quotation mark, tag or line end to the next.
  public func passages(in text: [UInt8]) -> [String] {
    var passages: [String] = []
    _ = PackedText.visit(text) { text, isEscaped in
      for place in places(in: text, isEscaped: isEscaped) {
        let passage = Self.passage(around: place, of: text)
        if !passages.contains(passage) { passages.append(passage) }
      }
    }
    return passages
  }

  /// How those that stand in a text are written there, unpacked, each once, in the order in which they are opened.
  public func spellings(in text: [UInt8]) -> [String] {
    var spellings: [String] = []
    _ = PackedText.visit(text) { text, isEscaped in
      for place in places(in: text, isEscaped: isEscaped) {
        let spelling = String(decoding: text[place], as: UTF8.self)
        if !spellings.contains(spelling) { spellings.append(spelling) }
      }
    }
    return spellings
  }

  /// The text around octets, at most so many on either side.
  private static func passage(around place: Range<Int>, of text: [UInt8]) -> String {
    func isInside(_ octet: UInt8) -> Bool { octet >= 0x20 && !"\"<>".utf8.contains(octet) }
    let before = text[..<place.lowerBound].suffix(200).reversed().prefix(while: isInside).count
    let after = text[place.upperBound...].prefix(200).prefix(while: isInside).count
    return String(
      decoding: text[place.lowerBound - before..<place.upperBound + after], as: UTF8.self)
  }

  private func places(in text: [UInt8], isEscaped: Bool) -> [Range<Int>] {
    let mailboxes = Mention.all(in: text, isEscaped: isEscaped).filter { isSought($0.key) }
    let named = ids.isEmpty ? [] : ProfileMention.all(in: text).filter { ids.contains($0.id) }
    return mailboxes.map(\.range) + named.map(\.range)
  }
}
