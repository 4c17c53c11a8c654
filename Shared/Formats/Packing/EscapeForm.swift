/// Ways in which single characters of a text are escaped.
enum EscapeForm: CaseIterable {
  /// JSON's backslashes (RFC 8259), also of JSON in a string of JSON.
  case json
  /// A percent sign and two digits (RFC 3986).
  case percent
  /// The same of forms, where a plus sign is a space.
  case form
  /// An equals sign and two digits, and soft line breaks (RFC 2045).
  case quotedPrintable
  /// References of HTML, by number or by name.
  case references

  /// The text without these escapes; of a form or a link that is no text then, each value by itself.
  func openings(of text: [UInt8], _ signs: PackingSigns) -> [Opening] {
    guard mayStand(in: signs), let whole = view(of: text, in: text.indices) else { return [] }
    var views = [whole]
    if self == .percent || self == .form, PackingSigns(whole.octets).isBinary {
      let values = text.indices.split { "&=?;\"'<> ".utf8.contains(text[$0]) }
      views = values.compactMap { view(of: text, in: $0.startIndex..<$0.endIndex) }
    }
    return views.map { $0.opening(isWhole: false) { self.escaped($0) } }
  }

  private func mayStand(in signs: PackingSigns) -> Bool {
    switch self {
    case .json: signs.hasBackslash
    case .percent: signs.hasPercent
    case .form: signs.hasPercent && signs.hasPlus
    case .quotedPrintable: signs.hasEquals
    case .references: signs.hasAmpersand
    }
  }

  /// A part of the text without escapes; `nil` if it has none.
  private func view(of text: [UInt8], in part: Range<Int>) -> TracedText? {
    var view = TracedText(capacity: part.count)
    var hasEscapes = false
    var place = part.lowerBound
    while place < part.upperBound {
      if let (octets, length) = unescaped(at: place, of: text) {
        view.append(octets, from: place..<place + length)
        hasEscapes = true
        place += length
      } else {
        view.append(CollectionOfOne(plain(text[place])), from: place..<place + 1)
        place += 1
      }
    }
    return hasEscapes ? view : nil
  }

  /// An octet that no escape begins with.
  ///
  /// In a form an `@` is always escaped: one that is not belongs to a text in which a plus sign is none
  /// of a form.
  private func plain(_ octet: UInt8) -> UInt8 {
    guard self == .form else { return octet }
    return switch octet {
    case UInt8(ascii: "+"): UInt8(ascii: " ")
    case UInt8(ascii: "@"): 0x01
    default: octet
    }
  }

  /// Content of the escape at a place, and its length; `nil` if there is none.
  func unescaped(at place: Int, of text: [UInt8]) -> ([UInt8], Int)? {
    switch self {
    case .json: JSONEscape.unescaped(at: place, of: text)
    case .percent, .form: hexadecimal(at: place, of: text, sign: UInt8(ascii: "%"))
    case .quotedPrintable:
      hexadecimal(at: place, of: text, sign: UInt8(ascii: "=")) ?? softBreak(at: place, of: text)
    case .references: CharacterReference.unescaped(at: place, of: text)
    }
  }

  private func hexadecimal(at place: Int, of text: [UInt8], sign: UInt8) -> ([UInt8], Int)? {
    guard text[place] == sign, place + 2 < text.count,
      let high = HexDigit.value(of: text[place + 1]), let low = HexDigit.value(of: text[place + 2])
    else { return nil }
    return ([high << 4 | low], 3)
  }

  private func softBreak(at place: Int, of text: [UInt8]) -> ([UInt8], Int)? {
    guard text[place] == UInt8(ascii: "=") else { return nil }
    var end = place + 1
    while end < text.count, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
    guard end < text.count else { return nil }
    if text[end] == 0x0d, end + 1 < text.count, text[end + 1] == 0x0a {
      return ([], end + 2 - place)
    }
    return text[end] == 0x0a ? ([], end + 1 - place) : nil
  }

  /// Octets of a repacked content, none of which this form reads as anything else.
  private func escaped(_ octets: [UInt8]) -> [UInt8] {
    octets.flatMap { octet -> [UInt8] in
      let isWord = octet.isDigit || octet.isLetter
      if isWord { return [octet] }
      switch self {
      case .json: return JSONEscape.escaped(octet)
      case .percent, .form: return Self.escape(octet, UInt8(ascii: "%"))
      case .quotedPrintable:
        return octet == UInt8(ascii: "=") || octet >= 0x7f || octet < 0x20
          ? Self.escape(octet, UInt8(ascii: "=")) : [octet]
      case .references: return octet == UInt8(ascii: "&") ? Array("&amp;".utf8) : [octet]
      }
    }
  }

  private static func escape(_ octet: UInt8, _ sign: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [sign, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
  }
}
