import Charsets

/// Mail as it really comes (RFC 5322, RFC 2045–2047 with their obsolete forms), read and never refused.
///
/// A message is its octets and a list of places in them; text is made when it is asked for. Reading takes
/// one pass, whatever is nested in what.
public struct MailMessage: Sendable {
  /// Limits beyond which a message is not taken apart any further; what lies there is body.
  enum Limits {
    /// Most parts that may hold each other.
    static let depth = 20
    static let parts = 1_000
    /// Fields of all headers together.
    static let fields = 10_000
  }

  /// The message as it came.
  public let bytes: [UInt8]
  let fields: [HeaderField]
  /// The message itself, then its parts in their order, each before those that it holds.
  public let parts: [MailPart]
  /// Tells whether it begins with the line that separates messages in a mailbox file.
  public let hasEnvelopeLine: Bool

  /// Reads a message.
  public init(_ bytes: [UInt8]) {
    var reader = PartReader(bytes)
    reader.read(bytes.span)
    self.bytes = bytes
    fields = reader.fields
    parts = reader.parts
    hasEnvelopeLine = reader.hasEnvelopeLine
  }

  /// The message's own header.
  public var header: MailHeader { header(of: parts[0]) }

  /// The header of a part; that of an enclosed message is the header of the part which that one holds.
  public func header(of part: MailPart) -> MailHeader {
    MailHeader(bytes: bytes, fields: fields[part.fields])
  }

  /// The octets that a part holds, unpacked.
  public func content(of part: MailPart) -> ArraySlice<UInt8> {
    part.encoding.decoded(bytes[part.body])
  }

  /// The text that a part holds, in UTF-8.
  public func text(of part: MailPart) -> ArraySlice<UInt8> {
    Charset.utf8(content(of: part), announced: charset(of: part)?[...])
  }

  private func charset(of part: MailPart) -> [UInt8]? {
    header(of: part).first("content-type").flatMap { ContentType($0).charset }
  }

  /// Text that a person reads: the plain text of the message itself, else that of its HTML.
  ///
  /// Enclosed messages and attachments are left out; of several alternatives the plainest is taken.
  public var readableText: String {
    var texts: [ArraySlice<UInt8>] = []
    for index in ownTexts {
      let text = text(of: parts[index])
      texts.append(parts[index].media == .html ? HTMLText.plain(text) : text)
    }
    return texts.map(\.text).joined(separator: "\n")
  }

  /// The texts of the message itself, not those of messages in it: of alternatives the plainest.
  var ownTexts: [Int] {
    let plain = alternativesWithPlainText
    var chosen: [Int] = []
    for (index, part) in parts.enumerated() where isOwn(index) && !isAttachment(part) {
      switch part.media {
      case .plain: chosen.append(index)
      case .html where !ancestors(of: index).contains(where: plain.contains): chosen.append(index)
      case .html, .text, .alternative, .report, .multipart, .message, .messageHeaders,
        .deliveryStatus, .feedbackReport, .dispositionNotification, .archive, .other:
        continue
      }
    }
    return chosen
  }

  /// Tells whether a part belongs to the message itself and not to one that it encloses.
  func isOwn(_ index: Int) -> Bool {
    ancestors(of: index).allSatisfy { parts[$0].media.isMultipart }
  }

  /// Tells whether a part calls itself an attachment.
  func isAttachment(_ part: MailPart) -> Bool {
    header(of: part).first("content-disposition")?.hasWordPrefix("attachment") ?? false
  }

  /// The parts around a part, the innermost first.
  private func ancestors(of index: Int) -> some Sequence<Int> {
    sequence(state: parts[index].parent) { above in
      defer { above = above.flatMap { parts[$0].parent } }
      return above
    }
  }

  /// The alternatives of which one is plain text and not empty.
  private var alternativesWithPlainText: Set<Int> {
    var found: Set<Int> = []
    for (index, part) in parts.enumerated() where part.media == .plain && !part.body.isEmpty {
      for ancestor in ancestors(of: index) where parts[ancestor].media == .alternative {
        found.insert(ancestor)
      }
    }
    return found
  }
}
