import Charsets

/// Attachment of a message by what it is called, not by what it holds.
public struct MailAttachment: Hashable, Sendable {
  /// Name of the file, as the sender gives it; empty if it has none.
  public let name: String
  /// The announced media type in lower case, `application/pdf` for instance.
  public let type: String
  /// Octets of its content, unpacked.
  public let size: Int

  /// Describes an attachment.
  public init(name: String, type: String, size: Int) {
    self.name = name
    self.type = type
    self.size = size
  }
}

extension MailMessage {
  /// The attachments of the message itself, in its order: whatever is neither its text nor a number of parts.
  var attachments: [MailAttachment] {
    var found: [MailAttachment] = []
    let hasParts = parts.count > 1
    for (index, part) in parts.enumerated()
    where hasParts && found.count < NoteMail.Limits.attachments {
      let isText = part.media == .plain || part.media == .html
      guard !part.media.isMultipart, isOwn(index), !isText || isAttachment(part) else { continue }
      found.append(attachment(part))
    }
    return found
  }

  private func attachment(_ part: MailPart) -> MailAttachment {
    let header = header(of: part)
    let type = header.first("content-type") ?? []
    let name =
      Self.parameter("filename", of: header.first("content-disposition") ?? [])
      ?? Self.parameter("name", of: type) ?? ""
    let word = type.prefix { $0 != UInt8(ascii: ";") }.trimmed
    return MailAttachment(
      name: name.onOneLine(octets: NoteMail.Limits.line),
      type: word.isEmpty
        ? "text/plain" : word.text.lowercased().onOneLine(octets: NoteMail.Limits.line),
      size: content(of: part).count)
  }

  private static func parameter(_ name: String, of field: ArraySlice<UInt8>) -> String? {
    guard let first = field.firstIndex(of: UInt8(ascii: ";")),
      let value = Parameters(field[first...])[name]
    else { return nil }
    return EncodedWords.text(of: value[...])
  }
}
