/// Part of a message: a header, and a body that is a text, a message or more parts.
public struct MailPart: Sendable {
  /// Place of its fields among those of the message.
  let fields: Range<Int>
  /// Place of its body in the message; of a part that has parts it is all of them.
  var body: Range<Int>
  /// Index of the part that holds it; `nil` for the message itself.
  public let parent: Int?
  /// Number of parts that hold it.
  let depth: Int
  /// Content of its `Content-Type`.
  public let media: Media
  /// Packing of its body.
  let encoding: TransferEncoding

  /// Kind of a body, of those that make a difference here.
  public enum Media: Sendable, Hashable {
    /// `text/plain`, and whatever says nothing that can be read.
    case plain
    /// `text/html`.
    case html
    /// Another text.
    case text
    /// `multipart/alternative`: the same thing several times, the plainest first.
    case alternative
    /// `multipart/report` (RFC 6522).
    case report
    /// Another `multipart`.
    case multipart
    /// `message/rfc822` or `message/global`: a message.
    case message
    /// `text/rfc822-headers` or `message/global-headers`: the header of a message, perhaps more of it.
    case messageHeaders
    /// `message/delivery-status` or `message/global-delivery-status` (RFC 3464, RFC 6533).
    case deliveryStatus
    /// `message/feedback-report` (RFC 5965).
    case feedbackReport
    /// `message/disposition-notification` (RFC 8098).
    case dispositionNotification
    /// A packed file, as aggregate DMARC reports are.
    case archive
    /// Anything else.
    case other

    /// Tells whether the body is a number of parts.
    var isMultipart: Bool {
      switch self {
      case .alternative, .report, .multipart: true
      case .plain, .html, .text, .message, .messageHeaders, .deliveryStatus, .feedbackReport,
        .dispositionNotification, .archive, .other:
        false
      }
    }
  }
}
