import Charsets

/// Encoded words (RFC 2047, the language of RFC 2231 included) in the text of a header.
enum EncodedWords {
  /// The text of an unstructured field: unfolded, encoded words decoded, white space between two gone.
  static func text(of field: ArraySlice<UInt8>) -> String {
    let unfolded = unfolded(field)
    guard unfolded.firstPlace(ofWord: "=?") != nil else {
      return Charset.utf8(unfolded, announced: nil).text
    }
    var writer = Writer()
    var place = unfolded.startIndex
    var plain = place
    while place < unfolded.endIndex {
      if unfolded[place] == UInt8(ascii: "="), let word = Word(at: place, in: unfolded) {
        writer.append(unfolded[plain..<place])
        writer.append(word)
        place = word.end
        plain = place
      } else {
        place += 1
      }
    }
    writer.append(unfolded[plain...])
    return writer.text
  }

  /// Line ends of folded lines are taken away; the white space after them stays.
  private static func unfolded(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard field.contains(where: \.isLineEnd) else { return field }
    return field.filter { !$0.isLineEnd }[...]
  }

  /// One encoded word.
  private struct Word {
    let charset: ArraySlice<UInt8>
    let content: [UInt8]
    /// The place behind it.
    let end: Int

    /// Reads `=?charset?B?text?=`; some writers leave white space in the text.
    init?(at start: Int, in text: ArraySlice<UInt8>) {
      // No encoded word is longer by far; a text of nothing but beginnings is not slow.
      let limit = Swift.min(text.endIndex, start + 1_000)
      let mark = UInt8(ascii: "?")
      guard start + 1 < limit, text[start + 1] == mark,
        let first = text[start + 2..<limit].firstIndex(of: mark), first > start + 2,
        first + 2 < limit, text[first + 2] == mark,
        let last = text[first + 3..<limit].firstIndex(of: mark), last + 1 < limit,
        text[last + 1] == UInt8(ascii: "=")
      else { return nil }
      let announced = text[start + 2..<first]
      let language = announced.firstIndex(of: UInt8(ascii: "*")) ?? announced.endIndex
      charset = announced[..<language]
      let packed = text[first + 3..<last]
      switch text[first + 1].lowered {
      case UInt8(ascii: "b"): content = TransferEncoding.base64Decoded(packed)
      case UInt8(ascii: "q"):
        let spaced = packed.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
        content = TransferEncoding.escapesDecoded(spaced[...], sign: UInt8(ascii: "="))
      default: return nil
      }
      end = last + 2
    }
  }

  /// Text in the making; words of one charset that follow each other are decoded as one.
  private struct Writer {
    private(set) var finished = ""
    private var octets: [UInt8] = []
    private var charset: ArraySlice<UInt8>?

    mutating func append(_ plain: ArraySlice<UInt8>) {
      if charset != nil, plain.allSatisfy(\.isSpace), !plain.isEmpty { return }
      guard !plain.isEmpty else { return }
      flush()
      finished += Charset.utf8(plain, announced: nil).text
    }

    mutating func append(_ word: Word) {
      if let charset, !charset.elementsEqual(word.charset) { flush() }
      charset = word.charset
      octets += word.content
    }

    private mutating func flush() {
      if let charset { finished += Charset.utf8(octets[...], announced: charset).text }
      octets.removeAll()
      charset = nil
    }

    var text: String {
      var copy = self
      copy.flush()
      return copy.finished
    }
  }
}
