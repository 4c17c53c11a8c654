/// Reading of address fields (RFC 5322 with its obsolete forms): lists, groups, routes, comments.
///
/// What is no address is left out; nothing stops it.
struct MailboxReader {
  private var reader: FieldReader
  private var mailboxes: [Mailbox] = []
  /// Words of the mailbox at hand: outside angle brackets, inside, and in a comment.
  private var outside = Words()
  private var inside: Words?
  private var comment: ArraySlice<UInt8>?

  /// No field names more mailboxes; what follows is not read.
  private static let limit = 10_000

  /// Words of a phrase or an address, put together.
  private struct Words {
    /// Octets as an address: no white space.
    private(set) var joined: [UInt8] = []
    /// Tells whether that has an at sign.
    private(set) var hasSign = false
    /// Octets as a name: one space where white space stood.
    private(set) var spaced: [UInt8] = []

    mutating func join(_ word: ArraySlice<UInt8>) {
      hasSign = hasSign || word.contains(UInt8(ascii: "@"))
      joined.append(contentsOf: word)
    }

    mutating func append(_ word: some Sequence<UInt8>, isApart: Bool) {
      if isApart, !spaced.isEmpty { spaced.append(0x20) }
      spaced.append(contentsOf: word)
    }
  }

  /// The mailboxes of a field's body.
  static func mailboxes(in field: ArraySlice<UInt8>) -> [Mailbox] {
    var reader = MailboxReader(reader: FieldReader(field))
    reader.read()
    return reader.mailboxes
  }

  private init(reader: FieldReader) {
    self.reader = reader
  }

  private mutating func read() {
    var isApart = false
    while let octet = reader.next, mailboxes.count < Self.limit {
      switch octet {
      case UInt8(ascii: ",") where inside?.joined.first == UInt8(ascii: "@"):
        // A route: `<@relay.example,@other.example:asa@example.se>`.
        inside?.join([octet])
      case UInt8(ascii: ","), UInt8(ascii: ";"): finish()
      case UInt8(ascii: ":") where inside == nil && !outside.hasSign:
        // What stands before is the name of a group.
        outside = Words()
      case UInt8(ascii: ":") where inside != nil: inside?.join([octet])
      case UInt8(ascii: "<"): inside = Words()
      case UInt8(ascii: ">"): finish()
      case UInt8(ascii: "("):
        comment = reader.comment()
        isApart = true
        continue
      case UInt8(ascii: "\""):
        quotation(isApart: isApart)
        isApart = false
        continue
      case _ where octet.isSpace:
        isApart = true
        reader.step()
        continue
      default:
        let word = reader.take { !$0.isSpace && !Self.isSpecial($0) }
        if word.isEmpty { reader.step() }
        append(word, address: word, isApart: isApart)
        isApart = false
        continue
      }
      isApart = false
      reader.step()
    }
    finish()
  }

  private static func isSpecial(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  /// Reads a quotation: part of a name, or a local part, which keeps its marks.
  private mutating func quotation(isApart: Bool) {
    let start = reader.position
    let content = reader.quotation()
    append(content[...], address: reader.text[start..<reader.position], isApart: isApart)
  }

  private mutating func append(
    _ word: ArraySlice<UInt8>, address: ArraySlice<UInt8>, isApart: Bool
  ) {
    if inside != nil {
      inside?.join(address)
    } else {
      // White space within an address is obsolete and stands beside a dot or the at sign only.
      if isApart, !outside.joined.isEmpty, !Self.joins(outside.joined, address) {
        outside.join([0x20])
      }
      outside.join(address)
      outside.append(word, isApart: isApart)
    }
  }

  private static func joins(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Bool {
    let marks = [UInt8(ascii: "."), UInt8(ascii: "@")]
    return left.last.map(marks.contains) ?? false || right.first.map(marks.contains) ?? false
  }

  /// Ends a mailbox.
  private mutating func finish() {
    defer { (outside, inside, comment) = (Words(), nil, nil) }
    let isBracketed = inside?.hasSign ?? false
    let written = isBracketed ? inside?.joined : outside.joined
    guard let written, let address = Self.address(written[...]) else { return }
    let name =
      isBracketed && !outside.spaced.isEmpty ? EncodedWords.text(of: outside.spaced[...]) : nil
    let aside = comment.map { EncodedWords.text(of: $0.dropFirst().dropLast()) }
    mailboxes.append(Mailbox(address: address, name: name ?? aside))
  }

  /// Address without a route; `nil` if it has no at sign.
  ///
  /// Of several words it is the one with the sign.
  private static func address(_ written: ArraySlice<UInt8>) -> String? {
    let at = UInt8(ascii: "@")
    var rest = written
    if rest.first == at, let colon = rest.lastIndex(of: UInt8(ascii: ":")) {
      rest = rest[(colon + 1)...]
    }
    guard let sign = rest.lastIndex(of: at) else { return nil }
    // A quotation alone is a name, whatever stands in it.
    if rest.first == UInt8(ascii: "\"") {
      guard sign > rest.startIndex, rest[sign - 1] == UInt8(ascii: "\"") else { return nil }
    } else {
      if let space = rest[..<sign].lastIndex(of: 0x20) { rest = rest[(space + 1)...] }
      if let space = rest[sign...].firstIndex(of: 0x20) { rest = rest[..<space] }
    }
    guard rest.first != at, rest.last != at else { return nil }
    return rest.text
  }
}
