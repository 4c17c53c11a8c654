/// Plain text of HTML: tags left out, blocks on lines of their own, references resolved.
///
/// One pass; markup that does not end, or is none, costs no more than any other text.
enum HTMLText {
  /// The text of a page in UTF-8.
  static func plain(_ html: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var writer = Writer(capacity: html.count)
    var place = html.startIndex
    while place < html.endIndex {
      switch html[place] {
      case UInt8(ascii: "<"): place = tag(at: place, of: html, into: &writer)
      case UInt8(ascii: "&"): place = reference(at: place, of: html, into: &writer)
      default:
        writer.append(html[place])
        place += 1
      }
    }
    return writer.octets[...]
  }

  /// Text in the making: white space is one space or one line end, as a reader of the page sees it.
  private struct Writer {
    private(set) var octets: [UInt8] = []

    init(capacity: Int) { octets.reserveCapacity(capacity / 2) }

    mutating func append(_ octet: UInt8) {
      guard octet.isSpace else { return octets.append(octet) }
      if let last = octets.last, last != 0x20, last != 0x0a { octets.append(0x20) }
    }

    mutating func append(_ text: String) {
      octets.append(contentsOf: text.utf8)
    }

    mutating func breakLine() {
      if octets.last == 0x20 { octets.removeLast() }
      octets.append(0x0a)
    }
  }

  /// Steps over a tag or a comment, and over the content of what nobody reads.
  private static func tag(
    at start: Int, of html: ArraySlice<UInt8>, into writer: inout Writer
  ) -> Int {
    var place = start + 1
    if html[place...].hasWordPrefix("!--") {
      return behind("-->", from: place + 3, in: html)
    }
    let isEnd = place < html.endIndex && html[place] == UInt8(ascii: "/")
    if isEnd { place += 1 }
    let first = place
    while place < html.endIndex, html[place].isLetter || html[place].isDigit { place += 1 }
    let name = html[first..<place]
    guard !name.isEmpty || html[first...].first == UInt8(ascii: "!") else {
      // A sign that begins no tag, in `<asa@example.se>` for instance it would begin one.
      writer.append(html[start])
      return start + 1
    }
    if place < html.endIndex, html[place] == UInt8(ascii: "@") || html[place] == UInt8(ascii: ".") {
      writer.append(html[start])
      return start + 1
    }
    if isBlock(name) { writer.breakLine() }
    place = behind(">", from: place, in: html)
    for silent in ["script", "style", "title"] where !isEnd && name.isWord(silent) {
      return end(of: silent, from: place, in: html)
    }
    return place
  }

  private static func isBlock(_ name: ArraySlice<UInt8>) -> Bool {
    switch name.first.map(\.lowered) {
    case UInt8(ascii: "b"): name.isWord("br") || name.isWord("blockquote") || name.isWord("body")
    case UInt8(ascii: "d"): name.isWord("div") || name.isWord("dd") || name.isWord("dt")
    case UInt8(ascii: "h"): name.count == 2
    case UInt8(ascii: "l"): name.isWord("li")
    case UInt8(ascii: "p"): name.isWord("p") || name.isWord("pre")
    case UInt8(ascii: "t"): name.isWord("tr") || name.isWord("table") || name.isWord("td")
    case UInt8(ascii: "u"): name.isWord("ul")
    default: false
    }
  }

  /// The place behind a text; the end if it does not come.
  private static func behind(_ end: String, from start: Int, in html: ArraySlice<UInt8>) -> Int {
    guard start < html.endIndex else { return html.endIndex }
    return html[start...].firstPlace(ofWord: end).map { $0 + end.utf8.count } ?? html.endIndex
  }

  /// The place of the end tag of an element whose content is not read.
  private static func end(of name: String, from start: Int, in html: ArraySlice<UInt8>) -> Int {
    guard start < html.endIndex else { return html.endIndex }
    return html[start...].firstPlace(ofWord: "</" + name) ?? html.endIndex
  }

  /// Resolves a reference; one that is none stands for itself.
  private static func reference(
    at start: Int, of html: ArraySlice<UInt8>, into writer: inout Writer
  ) -> Int {
    let limit = min(html.endIndex, start + 12)
    guard let end = html[start..<limit].firstIndex(of: UInt8(ascii: ";")),
      let scalar = scalar(html[(start + 1)..<end])
    else {
      writer.append(html[start])
      return start + 1
    }
    if scalar == "\u{a0}" {
      writer.append(0x20)
    } else {
      writer.append(String(Character(scalar)))
    }
    return end + 1
  }

  private static func scalar(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    if name.first == UInt8(ascii: "#") {
      let digits = name.dropFirst()
      let isHexadecimal = digits.first.map(\.lowered) == UInt8(ascii: "x")
      let text = isHexadecimal ? digits.dropFirst().text : digits.text
      return UInt32(text, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
    }
    return named.first { name.elementsEqual($0.name.utf8) }?.scalar
  }

  /// Those that occur in notices of European languages.
  private static let named: [(name: String, scalar: Unicode.Scalar)] = [
    ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{a0}"),
    ("auml", "ä"), ("Auml", "Ä"), ("ouml", "ö"), ("Ouml", "Ö"), ("uuml", "ü"), ("Uuml", "Ü"),
    ("aring", "å"), ("Aring", "Å"), ("szlig", "ß"), ("eacute", "é"), ("Eacute", "É"),
    ("egrave", "è"), ("ecirc", "ê"), ("agrave", "à"), ("acirc", "â"), ("ccedil", "ç"),
    ("oslash", "ø"), ("aelig", "æ"), ("aacute", "á"), ("iacute", "í"), ("oacute", "ó"),
    ("uacute", "ú"), ("ntilde", "ñ"), ("ocirc", "ô"), ("icirc", "î"), ("rsquo", "’"),
    ("lsquo", "‘"), ("ldquo", "“"), ("rdquo", "”"), ("laquo", "«"), ("raquo", "»"),
    ("ndash", "–"), ("mdash", "—"), ("hellip", "…"),
  ]
}
