import ICU

/// Local part of an address, before the `@`: a dot-atom or a quotation, with its part of the key.
struct LocalPart {
  /// Part of the key: NFC, lower case, NFC; a quotation only where it is needed (I1).
  let key: String

  /// Reads the octets before the `@`, none of them a control character; a quotation is whole.
  ///
  /// - Parameters:
  ///   - octets: UTF-8.
  ///   - admission: of a known address, characters that nobody sees are taken too.
  /// - Throws: what I3 refuses before the `@`.
  init(_ octets: ArraySlice<UInt8>, _ admission: Admission) throws(AddressRefusal) {
    guard let first = octets.first else {
      throw AddressRefusal(code: .emptyLocal, offset: octets.startIndex)
    }
    if first == .quote {
      let content = Self.folded(Self.unquoted(octets.dropFirst().dropLast()))
      key = Self.isDotAtom(content) ? content : Self.quoted(content)
    } else {
      if let place = Self.misplacedDot(octets) {
        throw AddressRefusal(code: .dots, offset: place)
      }
      if let place = Self.foreignCharacter(octets) {
        throw AddressRefusal(code: .localCharacter, offset: place)
      }
      key = Self.folded(String(decoding: octets, as: UTF8.self))
    }
    if admission == .new, let place = Self.invisibleCharacter(octets) {
      throw AddressRefusal(code: .invisible, offset: place)
    }
    guard octets.count <= 64 else {
      throw AddressRefusal(code: .localTooLong, offset: octets.startIndex + 64)
    }
  }

  /// Finds the end of a quotation that begins the text: the place after its closing mark.
  static func endOfQuotation(_ octets: [UInt8]) throws(AddressRefusal) -> Int {
    var place = 1
    while place < octets.count {
      switch octets[place] {
      case .quote: return place + 1
      case .backslash:
        // Only printable ASCII can be escaped (RFC 5321 `quoted-pairSMTP`).
        guard place + 1 < octets.count, octets[place + 1] < 0x80 else {
          throw AddressRefusal(code: .quotedString, offset: place)
        }
        place += 2
      default: place += 1
      }
    }
    throw AddressRefusal(code: .quotedString, offset: octets.count)
  }

  /// Folds a text: NFC, then lower case by Unicode's default mapping, then NFC again: lower case
  /// can undo it.
  private static func folded(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
    return text.normalized(to: .composed).lowercased().normalized(to: .composed)
  }

  private static func unquoted(_ content: ArraySlice<UInt8>) -> String {
    var octets: [UInt8] = []
    var isEscaped = false
    for octet in content {
      if octet == .backslash, !isEscaped {
        isEscaped = true
      } else {
        octets.append(octet)
        isEscaped = false
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }

  /// The content in quotation marks, with no more escapes than it needs.
  private static func quoted(_ content: String) -> String {
    var octets: [UInt8] = [.quote]
    for octet in content.utf8 {
      if octet == .quote || octet == .backslash { octets.append(.backslash) }
      octets.append(octet)
    }
    octets.append(.quote)
    return String(decoding: octets, as: UTF8.self)
  }

  private static func isDotAtom(_ text: String) -> Bool {
    let octets = Array(text.utf8)[...]
    return !octets.isEmpty && misplacedDot(octets) == nil && foreignCharacter(octets) == nil
  }

  /// Finds a dot that stands first, last, or after another one.
  private static func misplacedDot(_ octets: ArraySlice<UInt8>) -> Int? {
    octets.indices.first { place in
      octets[place] == .dot
        && (place == octets.startIndex || place == octets.endIndex - 1
          || octets[place - 1] == .dot)
    }
  }

  /// Finds the first character that a dot-atom does not have: ASCII beside `atext` and dots; white
  /// space of any script; and U+037E, which NFC turns into a semicolon.
  private static func foreignCharacter(_ octets: ArraySlice<UInt8>) -> Int? {
    let ascii = octets.firstIndex { $0 < 0x80 && !$0.isAtomOctet && $0 != .dot }
    let international = place(in: octets) {
      !$0.isASCII && ($0.properties.isWhitespace || $0.value == 0x37e)
    }
    return [ascii, international].compactMap(\.self).min()
  }

  /// Finds the first character that nobody sees or means, in a quotation too (I3).
  private static func invisibleCharacter(_ octets: ArraySlice<UInt8>) -> Int? {
    place(in: octets, where: \.isInvisible)
  }

  /// Finds the first character of international text; the octets are UTF-8.
  private static func place(
    in octets: ArraySlice<UInt8>, where isSought: (Unicode.Scalar) -> Bool
  ) -> Int? {
    guard octets.contains(where: { $0 >= 0x80 }) else { return nil }
    let text = String(decoding: octets, as: UTF8.self)
    return text.unicodeScalars.firstIndex(where: isSought).map {
      octets.startIndex + text.utf8.distance(from: text.startIndex, to: $0)
    }
  }
}
