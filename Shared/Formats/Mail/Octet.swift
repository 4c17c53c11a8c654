// What the octets of a message may be.
extension UInt8 {
  /// A space or a tab: the white space that stands inside a line.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// White space of any kind, line ends included.
  var isSpace: Bool { self == 0x20 || 0x09...0x0d ~= self }

  /// CR or LF: either ends a line.
  var isLineEnd: Bool { self == 0x0a || self == 0x0d }

  /// 0 to 9.
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// A to Z in either case.
  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// The octet in lower case, if it is a letter of ASCII.
  var lowered: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

  /// A printable octet of ASCII other than the colon: what the name of a header field is made of.
  var isNameOctet: Bool { 0x21...0x7e ~= self && self != UInt8(ascii: ":") }
}

extension ArraySlice<UInt8> {
  /// The octets without the white space at both ends.
  var trimmed: ArraySlice<UInt8> {
    var (start, end) = (startIndex, endIndex)
    while start < end, self[start].isSpace { start += 1 }
    while end > start, self[end - 1].isSpace { end -= 1 }
    return self[start..<end]
  }

  /// Tells whether the octets are these, letters of ASCII compared without case; the word is in lower case.
  func isWord(_ word: String) -> Bool {
    count == word.utf8.count && hasWordPrefix(word)
  }

  /// Tells whether the octets begin with these, compared as by ``isWord(_:)``.
  func hasWordPrefix(_ word: String) -> Bool {
    guard count >= word.utf8.count else { return false }
    var place = startIndex
    for octet in word.utf8 {
      if self[place].lowered != octet { return false }
      place += 1
    }
    return true
  }

  /// Place where the word first begins, compared as by ``isWord(_:)``; `nil` if it does not occur.
  func firstPlace(ofWord word: String) -> Int? {
    guard let first = word.utf8.first, count >= word.utf8.count else { return nil }
    for place in startIndex...(endIndex - word.utf8.count)
    where self[place].lowered == first && self[place...].hasWordPrefix(word) {
      return place
    }
    return nil
  }

  /// The octets as text; what is no UTF-8 is replaced.
  var text: String { String(decoding: self, as: UTF8.self) }
}
