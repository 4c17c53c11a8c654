/// Reading of `Content-Type` (RFC 2045, RFC 2231).
struct ContentType {
  let media: MailPart.Media
  private let parameters: Parameters

  /// Reads the body of the field; an empty one says nothing.
  init(_ field: ArraySlice<UInt8>) {
    let end = field.firstIndex(of: UInt8(ascii: ";")) ?? field.endIndex
    media = Self.media(field[..<end].trimmed)
    parameters = Parameters(field[end...])
  }

  /// The line between parts; `nil` where there is none that could be one.
  var boundary: [UInt8]? { media.isMultipart ? parameters["boundary"].flatMap(Self.boundary) : nil }

  /// The charset, as it is announced.
  var charset: [UInt8]? { parameters["charset"] }

  /// A boundary has 70 octets at most (RFC 2046); longer ones are seen, endless ones are not waited for.
  private static func boundary(_ value: [UInt8]) -> [UInt8]? {
    let line = value[...].trimmed
    return line.isEmpty || line.count > 250 ? nil : Array(line)
  }

  private static func media(_ type: ArraySlice<UInt8>) -> MailPart.Media {
    if type.isWord("text/plain") || type.isEmpty { return .plain }
    if type.isWord("text/html") { return .html }
    if type.hasWordPrefix("multipart/") { return multipart(type.dropFirst(10)) }
    if type.hasWordPrefix("message/") { return message(type.dropFirst(8)) }
    if type.isWord("text/rfc822-headers") || type.isWord("text/rfc822-header") {
      return .messageHeaders
    }
    if type.hasWordPrefix("text/") { return .text }
    if type.hasWordPrefix("application/") { return application(type.dropFirst(12)) }
    return type.contains(UInt8(ascii: "/")) ? .other : .plain
  }

  private static func multipart(_ subtype: ArraySlice<UInt8>) -> MailPart.Media {
    if subtype.isWord("alternative") { return .alternative }
    return subtype.isWord("report") ? .report : .multipart
  }

  private static func message(_ subtype: ArraySlice<UInt8>) -> MailPart.Media {
    let name = subtype.hasWordPrefix("global-") ? subtype.dropFirst(7) : subtype
    if name.isWord("delivery-status") { return .deliveryStatus }
    if name.isWord("disposition-notification") { return .dispositionNotification }
    if name.isWord("feedback-report") { return .feedbackReport }
    if name.isWord("headers") || name.isWord("rfc822-headers") { return .messageHeaders }
    return name.isWord("rfc822") || name.isWord("global") || name.isWord("news") ? .message : .other
  }

  private static func application(_ subtype: ArraySlice<UInt8>) -> MailPart.Media {
    for name in ["zip", "gzip", "x-zip-compressed", "x-gzip", "x-zip", "xml"]
    where subtype.isWord(name) {
      return .archive
    }
    return .other
  }
}
