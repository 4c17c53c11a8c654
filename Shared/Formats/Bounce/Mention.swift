/// Mention of an address in a notice: where, and as what.
struct Mention {
  /// Role of an address in a line.
  enum Role: Int, Comparable {
    /// It stands at the beginning of the line, or behind the code of an answer.
    case leading
    /// It is what somebody tried to deliver to: `Recipient:`, `RCPT TO:`, `could not be delivered to`.
    case labelled
    /// It is the `To` of the message that was sent.
    case described
    /// It is mentioned.
    case mentioned
    /// It is the other name of the recipient before: `(expanded from …)`.
    case alias
    /// It is somebody else: a sender, a postmaster.
    case other

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let address: ArraySlice<UInt8>
  let role: Role
  /// The line in which it stands.
  let line: Range<Int>
  /// Tells whether the line says more than the address.
  let saysMore: Bool

  /// The same mention in another role.
  func with(_ role: Role) -> Mention {
    Mention(address: address, role: role, line: line, saysMore: saysMore)
  }

  /// Mentions in a line, read with the line before it, which may be empty.
  static func all(
    in line: ArraySlice<UInt8>, before: ArraySlice<UInt8>
  ) -> [Mention] {
    guard line.contains(UInt8(ascii: "@")) else { return [] }
    let addresses = ProseAddress.all(in: line)
    let isField = beginsWithForeignField(line)
    return addresses.enumerated().map { index, address in
      let prefix = line[..<address.range.lowerBound]
      let role: Role =
        if isField {
          .other
        } else if index > 0
          && prefix[addresses[index - 1].range.upperBound...].allSatisfy({ !$0.isLetter })
        {
          // One of a list has the role of the first.
          self.role(behind: line[..<addresses[0].range.lowerBound], before: before)
        } else {
          self.role(behind: prefix, before: before)
        }
      let rest = line[address.range.upperBound...].drop { !$0.isLetter && !$0.isDigit }
      return Mention(
        address: line[address.range],
        role: isRoleMailbox(line[address.range]) ? weaker(role) : role,
        line: line.startIndex..<line.endIndex, saysMore: rest.count > 3)
    }
  }

  /// `From:`, `Subject:` and the like: what stands behind them is no recipient.
  private static func beginsWithForeignField(_ line: ArraySlice<UInt8>) -> Bool {
    let content = line.drop { !$0.isLetter }
    guard let colon = content.prefix(24).firstIndex(of: UInt8(ascii: ":")) else { return false }
    let name = content[..<colon].trimmed
    for foreign in [
      "from", "subject", "sender", "reply-to", "message-id", "message id", "date", "sent",
      "mail from", "return-path", "betreff", "von", "objet", "de", "ämne", "från", "asunto",
      "envelope-from", "x-sender", "sender address", "errors-to", "http", "https", "in-reply-to",
      "references",
    ] where name.isWord(foreign) {
      return true
    }
    return false
  }

  /// The role of an address by what stands before it in its line.
  private static func role(
    behind prefix: ArraySlice<UInt8>, before: ArraySlice<UInt8>
  ) -> Role {
    let words = withoutCodes(prefix)
    guard !words.isEmpty else {
      return lastWord(of: before).map { foreignWords.contains($0.text) } ?? false
        ? .other : .leading
    }
    guard let last = lastWord(of: words) else { return .leading }
    let word = lowered(last)
    if word == "from" || word == "von" || word == "från", prefix.contains(UInt8(ascii: "(")) {
      return .alias
    }
    if word == "to" || word == "cc" || word == "an" || word == "till" {
      // `To:` alone describes the message that was sent.
      if words.trimmed.count == last.count, prefix.last.map({ !$0.isLetter }) ?? false,
        prefix.contains(UInt8(ascii: ":"))
      {
        return .described
      }
      return isRequest(words.dropLast(last.count)) ? .other : .labelled
    }
    if recipientWords.contains(word) { return .labelled }
    return foreignWords.contains(word) ? .other : .mentioned
  }

  /// Words before an address, without marks and the codes of an answer.
  private static func withoutCodes(_ prefix: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = prefix
    rest = rest.drop { !$0.isLetter && $0 < 0x80 }
    if rest.hasWordPrefix("smtp:") || rest.hasWordPrefix("mailto:") || rest.hasWordPrefix("rfc822;")
    {
      rest = rest.drop { $0.isLetter || $0.isDigit }
    }
    while let last = rest.last, !last.isLetter, last < 0x80 { rest = rest.dropLast() }
    return rest
  }

  private static func lastWord(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var end = text.endIndex
    while end > text.startIndex, !text[end - 1].isLetter, text[end - 1] < 0x80 { end -= 1 }
    var start = end
    while start > text.startIndex, end - start < 40,
      text[start - 1].isLetter || text[start - 1] >= 0x80
    {
      start -= 1
    }
    return start == end ? nil : text[start..<end]
  }

  private static func lowered(_ word: ArraySlice<UInt8>) -> String {
    String(decoding: word, as: UTF8.self).lowercased()
  }

  /// Tells whether words before `to` ask the reader to write to somebody, or to ask him.
  private static func isRequest(_ words: ArraySlice<UInt8>) -> Bool {
    var rest = words
    var seen = 0
    while seen < 8, let word = lastWord(of: rest) {
      rest = rest[..<word.startIndex]
      seen += 1
      switch lowered(word) {
      case "unable", "not", "cannot", "couldnt", "couldn", "failed", "trying", "deliver",
        "delivering":
        return false
      case "send", "write", "forward", "please", "contact", "complain", "reply", "report",
        "questions":
        return true
      default: continue
      }
    }
    return false
  }

  /// Mailboxes of those who run servers; they are recipients only where a list of them says so.
  private static func isRoleMailbox(_ address: ArraySlice<UInt8>) -> Bool {
    let local = address.prefix { $0 != UInt8(ascii: "@") }
    for role in [
      "postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "hostmaster", "noc", "root",
    ]
    where local.isWord(role) {
      return true
    }
    return false
  }

  private static func weaker(_ role: Role) -> Role {
    role == .leading || role == .described ? role : .other
  }

  /// Words before the address of somebody who should have got a message.
  private static let recipientWords: Set<String> = [
    "recipient", "recipients", "address", "addresses", "user", "users", "for", "mailbox", "account",
    "rcpt", "smtp", "unknown", "undeliverable", "deliver", "reach", "addressed", "delivering",
    "local", "alias", "empfänger", "empfängers", "adresse", "an", "mottagare", "mottagaren",
    "adressen", "till", "à", "destinataire", "destinatario", "destinatarios", "para", "al", "aan",
    "naar", "ontvanger", "til", "modtager", "mottaker", "utente", "usuario", "кому", "адрес",
    "адресу", "получатель", "宛", "宛先", "收件人", "pour", "orcpt", "email", "per", "a",
  ]

  /// Words before the address of somebody else.
  private static let foreignWords: Set<String> = [
    "from", "by", "sender", "contact", "with", "von", "från", "de", "absender", "avsändare", "via",
    "email", "administrator", "postmaster", "hello", "dear", "sorry", "hi", "reply", "kontakta",
    "kontaktieren", "contacter",
  ]
}
