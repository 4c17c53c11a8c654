import ICU

/// Forms in which a person's addresses and ids may stand in octets that cannot be read as data: in
/// messages that are kept whole, and in texts that others have sent.
///
/// - Source: L1, L2.
public struct ErasurePatterns: Hashable, Sendable {
  /// Forms as text, in lower case where that is ASCII: each address as it was written, as its key,
  /// and with its domain name in letters of all scripts; and the ids.
  public let texts: [String]
  /// Forms as octets of a message, in lower case where that is ASCII: the texts in UTF-8, with the
  /// escapes of JSON, in quoted-printable and in percent-encoding.
  public let octets: [[UInt8]]
  /// Forms as octets within Base64, in exactly this case: what is the same whatever stands beside
  /// it, one for each of the three alignments.
  public let base64: [[UInt8]]
  /// Forms within Base64 with the octets that may stand on both sides of a whole address: without
  /// those, Anna's would be found in Johanna's.
  public let wholeBase64: [[UInt8]]

  /// The patterns of these addresses and profiles.
  public init(of addresses: [EmailAddress], profiles: [ProfileID] = []) {
    let written = Set(addresses.flatMap(\.spellings) + profiles.map(\.description))
    let texts = Set(written.map(\.asciiLowercased))
    self.texts = texts.sorted()
    octets = Self.sorted(texts.flatMap(Self.encodings))
    base64 = Self.sorted(written.flatMap { Self.base64(Array($0.utf8)) })
    wholeBase64 = Self.sorted(written.flatMap(Self.wholeBase64))
  }

  private static func sorted(_ octets: [[UInt8]]) -> [[UInt8]] {
    Set(octets).sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func wholeBase64(_ text: String) -> [[UInt8]] {
    let before = Array("\"'<:=,;( \t\n".utf8)
    let after = Array("\"'>:,;) \t\r\n\\".utf8)
    return before.flatMap { first in
      after.flatMap { last in base64([first] + Array(text.utf8) + [last]) }
    }
  }

  private static func encodings(_ text: String) -> [[UInt8]] {
    let json = text.utf16.reduce(into: "") { json, unit in
      if let scalar = Unicode.Scalar(unit), scalar.isASCII {
        json.unicodeScalars.append(scalar)
      } else {
        json += "\\u" + hexadecimal(UInt32(unit), digits: 4)
      }
    }
    return [
      Array(text.utf8), Array(json.utf8), escaped(text, mark: "=", and: []),
      escaped(text, mark: "%", and: [UInt8(ascii: "@")]),
    ]
  }

  /// Escapes the octets that are no ASCII, and these, each as a mark and two digits.
  private static func escaped(_ text: String, mark: String, and more: [UInt8]) -> [UInt8] {
    text.utf8.flatMap { octet in
      octet < 0x80 && !more.contains(octet)
        ? [octet] : Array((mark + hexadecimal(UInt32(octet), digits: 2)).utf8)
    }
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// Returns the part of the octets that is the same in Base64 whatever stands before and after
  /// them.
  private static func base64(_ octets: [UInt8]) -> [[UInt8]] {
    (0..<3).compactMap { shift in
      let whole = (octets.count + shift) / 3 * 3 - shift
      let first = shift == 0 ? 0 : 3 - shift
      guard first < whole else { return nil }
      return encoded(octets[first..<whole])
    }
  }

  /// Base64 of a number of octets that three divides.
  private static func encoded(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return stride(from: octets.startIndex, to: octets.endIndex, by: 3).flatMap { place in
      let bits =
        Int(octets[place]) << 16 | Int(octets[place + 1]) << 8 | Int(octets[place + 2])
      return [18, 12, 6, 0].map { alphabet[bits >> $0 & 63] }
    }
  }
}

extension EmailAddress {
  /// The ways in which somebody may have written it.
  fileprivate var spellings: [String] {
    var spellings = [text, key.text, text.uppercased()]
    if let at = key.text.lastIndex(of: "@"),
      let name = IDNA.unicodeName(String(key.text[key.text.index(after: at)...]))
    {
      spellings.append(key.text[...at] + name)
    }
    return spellings
  }
}

extension String {
  /// Text with the letters of ASCII in lower case, and all others as they are.
  fileprivate var asciiLowercased: String {
    String(decoding: utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
