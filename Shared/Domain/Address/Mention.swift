/// Address that stands somewhere in a text: its mailbox, and the octets that spell it.
///
/// One place of a text may be read in several ways: `x=kim@example.se` names `kim@example.se` in a form, and
/// is a mailbox by itself. All of them are given; who looks for a mailbox takes the longest that is its.
///
/// - Source: I1, L2.
public struct Mention: Hashable, Sendable {
  /// Key of the mailbox.
  public let key: AddressKey
  /// Its octets, the whole spelling and nothing else.
  public let range: Range<Int>

  /// Reads all addresses of a text, in no order.
  ///
  /// - Parameters:
  ///   - text: octets of UTF-8; what is none ends an address.
  ///   - isEscaped: `true` where a backslash and a letter are one character, as in JSON: the letter then
  ///     begins no address.
  /// - Returns: each with its octets; those of one place may overlap.
  public static func all(in text: [UInt8], isEscaped: Bool = false) -> [Mention] {
    let reader = MentionReader(text, isEscaped: isEscaped)
    var mentions: [Mention] = []
    for place in text.indices where text[place] == .at || text[place] == 0xef {
      mentions += reader.mentions(at: place)
    }
    return mentions
  }
}

/// Reads the addresses around an `@`: the longest domain after it, and whatever may be a local part before.
private struct MentionReader {
  /// Longest spelling of a domain that is looked at, in octets; characters that are not seen may stretch it.
  private static let domainLimit = 1024
  /// Longest local part that I3 lets through, in octets.
  private static let localLimit = 64

  private let text: [UInt8]
  private let isEscaped: Bool

  init(_ text: [UInt8], isEscaped: Bool) {
    self.text = text
    self.isEscaped = isEscaped
  }

  /// The readings around the sign at a place; none if it is no sign.
  func mentions(at place: Int) -> [Mention] {
    guard let width = widthOfSign(at: place) else { return [] }
    let starts = quotations(before: place) + words(before: place)
    guard !starts.isEmpty else { return [] }
    return domainEnds(from: place + width).flatMap { end in
      let domain = "@" + string(place + width..<end)
      return starts.compactMap { start in
        EmailAddress(exactly: string(start..<place) + domain).map {
          Mention(key: $0.key, range: start..<end)
        }
      }
    }
  }

  /// Octets of the sign, also as the wide or the small form of Unicode.
  private func widthOfSign(at place: Int) -> Int? {
    if text[place] == .at { return 1 }
    guard place + 2 < text.count else { return nil }
    let rest = (text[place + 1], text[place + 2])
    return rest == (0xbc, 0xa0) || rest == (0xb9, 0xab) ? 3 : nil
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}

// MARK: The local part

extension MentionReader {
  /// Where a quotation that ends at a place may have begun.
  private func quotations(before place: Int) -> [Int] {
    guard place > 1, text[place - 1] == .quote else { return [] }
    return stride(from: place - 2, through: max(0, place - Self.localLimit), by: -1).filter {
      start in
      guard text[start] == .quote, backslashes(before: start).isMultiple(of: 2) else {
        return false
      }
      do throws(AddressRefusal) {
        return try LocalPart.endOfQuotation(Array(text[start..<place])) == place - start
      } catch {
        return false
      }
    }
  }

  /// Where a word that ends at a place may have begun: at the first character of a local part, and after
  /// each that sets one apart from what stands before.
  private func words(before place: Int) -> [Int] {
    let start = wordStart(before: place)
    guard start < place else { return [] }
    var starts: [Int] = []
    var isApart = start > place - Self.localLimit && !isEscape(at: start)
    var next = start
    while next < place {
      if isApart { starts.append(next) }
      let (scalar, length) = scalar(at: next) ?? ("\u{fffd}", 1)
      isApart = Self.setsApart(scalar, after: isApart)
      next += length
    }
    return starts
  }

  /// The first octet of the characters before a place that a local part may have, as far back as one goes.
  private func wordStart(before place: Int) -> Int {
    var start = place
    while start > 0, start > place - Self.localLimit {
      let octet = text[start - 1]
      if octet < 0x80 {
        guard octet.isAtomOctet || octet == .dot else { return start }
        start -= 1
      } else {
        var lead = start - 1
        while lead > 0, start - lead < 4, text[lead] & 0xc0 == 0x80 { lead -= 1 }
        guard let (scalar, length) = scalar(at: lead), lead + length == start,
          Self.isWritten(scalar)
        else { return start }
        start = lead
      }
    }
    return start
  }

  /// Looks whether a letter belongs to the backslash before it.
  private func isEscape(at place: Int) -> Bool {
    isEscaped && "nrtbfu".utf8.contains(text[place])
      && !backslashes(before: place).isMultiple(of: 2)
  }

  private func backslashes(before place: Int) -> Int {
    text[..<place].reversed().prefix { $0 == .backslash }.count
  }

  /// Looks whether an address may begin after a character: signs that join, in forms, links and quotations, do
  /// so anywhere, others at the beginning of a word only, letters and `._%+-` never.
  private static func setsApart(_ scalar: Unicode.Scalar, after isApart: Bool) -> Bool {
    switch scalar {
    case "=", "/", "?", "&", "{", "|", "}", "`": true
    case "'", "!", "#", "$", "*", "^", "~", ".": isApart
    default: !scalar.isASCII && !scalar.isWordCharacter
    }
  }

  /// Looks whether a local part may have a character beyond ASCII.
  private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && scalar.value != 0x37e
      && scalar.properties.generalCategory != .control
  }
}

// MARK: The domain

extension MentionReader {
  /// Ends of the domain names that begin at a place: of the longest one, and of each before a sign of
  /// punctuation, which UTS #46 lets stand in a name and nobody has there.
  private func domainEnds(from start: Int) -> [Int] {
    var end = start
    // Ends before a dot, and before what is no letter.
    var dots: [Int] = []
    var signs: [Int] = []
    while end < text.count, end - start < Self.domainLimit {
      let octet = text[end]
      if octet < 0x80 {
        guard octet.isHostOctet || octet == .dot else { break }
        if octet == .dot { dots.append(end) }
        end += 1
      } else {
        guard let (scalar, length) = scalar(at: end), Self.isWritten(scalar) else { break }
        if Self.wideDots.contains(scalar) {
          dots.append(end)
        } else if !scalar.isWordCharacter, scalar.properties.generalCategory != .format {
          signs.append(end)
        }
        end += length
      }
    }
    let ends = Set(([end] + signs.prefix(16)).compactMap { name(start..<$0) })
    if !ends.isEmpty { return ends.sorted() }
    return dots.reversed().prefix(16).lazy.compactMap { name(start..<$0) }.prefix(1).map(\.self)
  }

  /// The dots of other scripts.
  private static let wideDots: Set<Unicode.Scalar> = ["\u{3002}", "\u{ff0e}", "\u{ff61}"]

  /// The end of the name that octets are, but for dots and hyphens behind it; `nil` if they are none.
  private func name(_ range: Range<Int>) -> Int? {
    let last = trimmed(range)
    guard last > range.lowerBound,
      EmailAddress(exactly: "a@" + string(range.lowerBound..<last)) != nil
    else { return nil }
    return last
  }

  /// The end of a name without the dots and hyphens that follow it.
  private func trimmed(_ range: Range<Int>) -> Int {
    let trail = text[range].reversed().prefix { $0 == .dot || $0 == .hyphen }.count
    return range.upperBound - trail
  }

  /// The character whose first octet stands at a place; `nil` if none does.
  private func scalar(at place: Int) -> (Unicode.Scalar, length: Int)? {
    if text[place] < 0x80 { return (Unicode.Scalar(text[place]), 1) }
    let length = text[place] < 0xe0 ? 2 : text[place] < 0xf0 ? 3 : 4
    guard place + length <= text.count,
      let part = String(validating: text[place..<place + length], as: UTF8.self),
      let scalar = part.unicodeScalars.first
    else { return nil }
    return (scalar, length)
  }
}

extension Unicode.Scalar {
  /// A letter, a mark or a number of any script.
  fileprivate var isWordCharacter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
