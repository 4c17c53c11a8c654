import Domain
import Formats
import Hashing
import Messaging

/// Reads one delivery; keeps the first fault and goes on, so that also what must be parked is known
/// by its id.
struct EnvelopeReader {
  /// The longest id, source, type or actor, in octets; longer ones could not be indexed.
  static let textLimit = 1024

  let delivery: Delivery
  let isStructured: Bool
  /// The top of a structured body; `nil` for the other forms, or if there is nothing of it.
  var event: JSONValue?
  var fault: Fault?

  init(_ delivery: Delivery) {
    self.delivery = delivery
    isStructured = MediaType.isStructuredEvent(delivery.properties.contentType)
    checkDelivery()
    guard isStructured, delivery.bodyHash == nil, !delivery.body.isEmpty else { return }
    let text = JSONText(delivery.body)
    if let fault = text.fault { addFault(Fault(fault)) }
    event = text.root
    if let event, event.kind != .object { addFault(.illTyped(event, "an object")) }
  }

  mutating func addFault(_ fault: Fault) {
    if self.fault == nil { self.fault = fault }
  }

  /// Encodings that pack nothing, as clients name them: what they say of text, or of octets.
  private static let plainEncodings: Set<String> = [
    "", "utf-8", "utf8", "us-ascii", "binary", "8bit", "identity",
  ]

  private mutating func checkDelivery() {
    let properties = delivery.properties
    if properties.areHeadersTooDeep {
      addFault(
        Fault(.headersTooDeep, detail: "The headers are nested deeper than \(Value.deepest)."))
    }
    if delivery.bodyHash != nil {
      addFault(
        Fault(.tooLarge, detail: "The body has \(delivery.bodySize) octets, over the limit."))
    } else if delivery.body.isEmpty {
      addFault(Fault(.emptyBody, detail: "The body is empty; it must hold the message's data."))
    }
    if let encoding = properties.contentEncoding,
      !Self.plainEncodings.contains(encoding.lowercased())
    {
      addFault(
        .unsupportedEncoding, at: .property(.contentEncoding),
        "The body is packed; it must be sent as it is.")
    }
    if !isStructured, MediaType.isOtherEvent(properties.contentType) {
      addFault(
        .unsupportedFormat, at: .property(.contentType),
        "Of CloudEvents one event as JSON is read, not batches or other formats.")
    }
  }

  mutating func read(from queue: Queue) -> EnvelopeResult {
    let hash = delivery.bodyHash ?? SHA256.hash(delivery.body)
    checkVersion()
    let id = text(.id, else: .messageID)?.text
    let source = text(.source, else: .appID)?.text
    let routingKey = delivery.routingKey.withoutNUL
    let named = text(.type, else: .type)
    let type = named?.text ?? routingKey
    let time = time()
    var actor = text(.actor)?.text
    let kind = MessageType(rawValue: type)
    checkType(kind, at: named?.place, key: routingKey, from: queue)
    let data = fault == nil ? kind.flatMap { self.data(of: $0) } : nil
    if let found = data?.content?["actor"], actor == nil { actor = self.actor(found) }
    if actor == nil {
      actor = text(delivery.properties.sender, .actor, at: .property(.userID))?.text
    }
    let traceparent = traceparent()
    let attributes = MessageAttributes(
      reference: MessageReference(
        source: source ?? "urn:brevduva:unnamed", id: id ?? fallbackID(hash)),
      type: type, time: time, actor: actor, traceparent: traceparent,
      tracestate: traceparent.flatMap { _ in tracestate() }, routingKey: routingKey, bodyHash: hash)
    guard fault == nil, let data, let kind else {
      let unsaid = Fault(.unknownType, detail: "No message of this type is taken.")
      return .unreadable(Unreadable(attributes: attributes, fault: fault ?? unsaid))
    }
    return .message(
      Envelope(
        attributes: attributes, kind: kind, contentType: contentType, data: data.octets,
        content: data.content))
  }

  /// Checks that this queue's worker takes the type, and that it came by a key of this queue.
  private mutating func checkType(
    _ kind: MessageType?, at place: Place?, key routingKey: String, from queue: Queue
  ) {
    if kind?.queue != queue {
      addFault(.unknownType, at: place, "No message of this type is taken from this queue.")
    } else if let named = MessageType(rawValue: routingKey), named.queue != queue {
      // A sender may be trusted with one queue and not with another, and its key says with which.
      addFault(
        .unknownType, at: nil, "No message with this routing key is taken from this queue.")
    }
  }

  /// Makes an id of the body: of one that was too large only the hash is at hand, which then stands
  /// for it.
  private func fallbackID(_ hash: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(Array("\(delivery.routingKey)\0".utf8))
    digest.update(delivery.bodyHash == nil ? delivery.body : hash)
    return hexadecimal(digest.finish())
  }

  var contentType: String? {
    isStructured ? event?["datacontenttype"]?.string : delivery.properties.contentType
  }
}
