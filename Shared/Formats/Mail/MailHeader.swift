import Charsets

/// Field of a header, as two ranges of the message.
struct HeaderField: Sendable {
  /// The name, without the colon and the white space that may stand before it.
  let name: Range<Int>
  /// Octets behind the colon, line ends of folded lines included.
  var body: Range<Int>
}

/// Header of a message or of a part: fields in their order, looked at where they stand.
public struct MailHeader: Sendable {
  let bytes: [UInt8]
  let fields: ArraySlice<HeaderField>

  /// The body of the first field of a name in lower case, folded as it is, without white space around.
  func first(_ name: String) -> ArraySlice<UInt8>? {
    for field in fields where isName(field.name, name) { return bytes[field.body].trimmed }
    return nil
  }

  /// Tells whether a field has a name in lower case.
  private func isName(_ place: Range<Int>, _ name: String) -> Bool {
    guard place.count == name.utf8.count else { return false }
    var at = place.lowerBound
    for octet in name.utf8 {
      if bytes[at].lowered != octet { return false }
      at += 1
    }
    return true
  }

  /// The bodies of all fields of a name, in their order.
  func all(_ name: String) -> [ArraySlice<UInt8>] {
    var bodies: [ArraySlice<UInt8>] = []
    for field in fields where isName(field.name, name) {
      bodies.append(bytes[field.body].trimmed)
    }
    return bodies
  }

  /// Tells whether there is a field of a name in lower case.
  public func has(_ name: String) -> Bool {
    fields.contains { isName($0.name, name) }
  }

  /// Text of a field without structure, `subject` for instance: unfolded, encoded words decoded.
  ///
  /// The name is in lower case.
  public func text(_ name: String) -> String? {
    first(name).map { EncodedWords.text(of: $0) }
  }

  /// Mailboxes of all fields of a name, `to` for instance, in their order; groups are taken apart.
  ///
  /// The name is in lower case.
  public func mailboxes(_ name: String) -> [Mailbox] {
    all(name).flatMap { MailboxReader.mailboxes(in: $0) }
  }

  /// The moment of a field, `date` for instance, in microseconds since 1970-01-01T00:00:00Z.
  ///
  /// - Parameter name: in lower case.
  /// - Returns: `nil` where there is none, or none that can be read.
  public func moment(_ name: String) -> Int64? {
    first(name).flatMap { MailDate.microseconds($0) }
  }

  /// The message's own id with its brackets; `nil` if it has none.
  public var messageID: String? {
    guard let body = first("message-id") else { return nil }
    guard let open = body.firstIndex(of: UInt8(ascii: "<")),
      let close = body[open...].firstIndex(of: UInt8(ascii: ">"))
    else { return body.isEmpty ? nil : body.text }
    return String(decoding: body[open...close].filter { !$0.isSpace }, as: UTF8.self)
  }
}
