/// Text that people paste instead of an address, where a right address comes out of it.
///
/// With a name before it, several at once, a link, or with the punctuation of the sentence around it.
struct PastedAddress {
  private let text: String
  private let depth: Int

  /// Takes a trimmed text that is no address.
  init(_ text: String) {
    self.init(text, depth: 0)
  }

  private init(_ text: String, depth: Int) {
    self.text = text
    self.depth = depth
  }

  /// The refusal with the repaired address; `nil` where nothing can be made of the text.
  ///
  /// The offset is that of the first octet that does not belong to the repaired address.
  var refusal: AddressRefusal? {
    guard depth < 3, text.utf8.count <= 1024, text.utf8.contains(.at) else { return nil }
    return mailto ?? several ?? displayName ?? trailingPunctuation ?? invisible
  }

  /// A link, `mailto:asa@example.se?subject=…` (RFC 6068).
  private var mailto: AddressRefusal? {
    let scheme = "mailto:"
    guard text.utf8.count > scheme.utf8.count,
      zip(text.utf8, scheme.utf8).allSatisfy({ $0.lowered == $1 })
    else { return nil }
    let link = text.utf8.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "?") }
    guard let address = Self.percentDecoded(link).flatMap({ repaired($0) }) else { return nil }
    return AddressRefusal(code: .mailto, offset: 0, repaired: address)
  }

  /// A list, `asa@example.se, bo@example.se`, also with semicolons or white space between them.
  private var several: AddressRefusal? {
    let listed = pieces { $0 == "," || $0 == ";" }
    if listed.count > 1, listed.allSatisfy({ repaired($0) != nil }) {
      return refusal(ofSeveral: listed)
    }
    let spaced = pieces { $0 == "," || $0 == ";" || $0.properties.isWhitespace }
    guard spaced.count > 1, spaced.allSatisfy({ EmailAddress(exactly: String($0)) != nil }) else {
      return nil
    }
    return refusal(ofSeveral: spaced)
  }

  private func refusal(ofSeveral pieces: [Substring]) -> AddressRefusal? {
    guard let first = pieces.first, let address = repaired(first) else { return nil }
    let offset = text.utf8.distance(from: text.startIndex, to: first.endIndex)
    return AddressRefusal(code: .severalAddresses, offset: offset, repaired: address)
  }

  /// A name before brackets, `Åsa Öberg <asa@example.se>`, or the brackets alone.
  private var displayName: AddressRefusal? {
    guard text.last == ">", let open = text.lastIndex(of: "<") else { return nil }
    let inner = text[text.index(after: open)...].dropLast()
    guard let address = repaired(inner) else { return nil }
    return AddressRefusal(code: .displayName, offset: 0, repaired: address)
  }

  /// The end of a sentence, as in `asa@example.se.`, or of whatever was cut around the address.
  private var trailingPunctuation: AddressRefusal? {
    let marks = ".,;:!?>)]}\"".utf8
    // Few marks: each is tried again at each depth.
    let trail = text.utf8.reversed().prefix(4).prefix { marks.contains($0) }.count
    for count in stride(from: trail, to: 0, by: -1) {
      let stem = text.prefix(upTo: text.utf8.index(text.endIndex, offsetBy: -count))
      guard let address = repaired(stem) else { continue }
      return AddressRefusal(
        code: .trailingPunctuation, offset: stem.utf8.count, repaired: address)
    }
    return nil
  }

  /// An address with characters before its `@` that nobody sees or means, as copying brings them along.
  private var invisible: AddressRefusal? {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: \.isInvisible),
      let at = scalars.lastIndex(of: "@"), first < at
    else { return nil }
    var bare = String.UnicodeScalarView(scalars[..<at].filter { !$0.isInvisible })
    bare.append(contentsOf: scalars[at...])
    guard let address = EmailAddress(exactly: String(String(bare).trimmed)) else { return nil }
    let offset = text.utf8.distance(from: text.startIndex, to: first)
    return AddressRefusal(code: .invisible, offset: offset, repaired: address.text)
  }

  /// The address that a part of the text is, or can be repaired to.
  private func repaired(_ part: some StringProtocol) -> String? {
    let part = String(part.trimmed)
    if let address = EmailAddress(exactly: part) { return address.text }
    return PastedAddress(part, depth: depth + 1).refusal?.repaired
  }

  /// The parts between separators that stand outside quotation marks; empty ones are left out.
  private func pieces(by isSeparator: (Unicode.Scalar) -> Bool) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    for place in text.unicodeScalars.indices {
      let scalar = text.unicodeScalars[place]
      if scalar == "\"" { isQuoted.toggle() }
      guard !isQuoted, isSeparator(scalar) else { continue }
      pieces.append(text[start..<place].trimmed)
      start = text.unicodeScalars.index(after: place)
    }
    pieces.append(text[start...].trimmed)
    return pieces.filter { !$0.isEmpty }
  }

  /// The text of a part of a URI; `nil` where an escape is cut short or it is no UTF-8.
  private static func percentDecoded(_ part: some Sequence<UInt8>) -> String? {
    var octets: [UInt8] = []
    var iterator = part.makeIterator()
    while let octet = iterator.next() {
      guard octet == UInt8(ascii: "%") else {
        octets.append(octet)
        continue
      }
      guard let high = iterator.next().flatMap(hexDigit),
        let low = iterator.next().flatMap(hexDigit)
      else { return nil }
      octets.append(high << 4 | low)
    }
    return String(validating: octets, as: UTF8.self)
  }

  private static func hexDigit(_ octet: UInt8) -> UInt8? {
    Character(Unicode.Scalar(octet)).hexDigitValue.map(UInt8.init)
  }
}
