internal import Hashing

/// Puts a message together from its frames: what opens it, its header, the pieces of its body.
///
/// Memory is taken for a body only after its announced size has been held against the limit; of a
/// larger one the beginning and the hash are kept while its frames are drained.
package struct ContentAssembler: ~Copyable {
  /// Method that opens a message with content.
  package enum Opening: Sendable {
    case delivery(tag: UInt64, isRedelivered: Bool, exchange: String, routingKey: String)
    case returned(code: Int, text: String, exchange: String, routingKey: String)
  }

  /// Number of octets that are kept of a body above the limit.
  package static let prefix = 65_536

  private enum Phase { case idle, opened, filling, cutOff }

  private let limit: Int
  private var phase = Phase.idle
  private var opening = Opening.returned(code: 0, text: "", exchange: "", routingKey: "")
  private var properties = Properties()
  private var body: [UInt8] = []
  private var size = 0
  private var received = 0
  private var hash: SHA256?

  /// An assembler that keeps bodies up to a limit whole.
  package init(bodyLimit: Int) {
    limit = bodyLimit
  }

  /// Takes the method that opens a message.
  package mutating func take(_ opening: consuming Opening) throws(AMQPError) {
    guard phase == .idle else {
      throw .protocolViolation("a message begins before the one before it is complete")
    }
    self.opening = opening
    phase = .opened
  }

  /// `true` for a delivery whose content header comes next.
  package var awaitsHeader: Bool { phase == .opened && isKept }

  /// `true` if the last message was cut off: nothing can be read after it.
  package var isCutOff: Bool { phase == .cutOff }

  /// Ends a delivery of which nothing more can be read.
  ///
  /// No two such are the same message, whatever they have in common: the hash is one of its own.
  package mutating func cutOff(_ properties: Properties, size announced: UInt64) -> Event? {
    guard phase == .opened,
      case .delivery(let tag, let isRedelivered, let exchange, let routingKey) = opening
    else { return nil }
    phase = .cutOff
    return .delivery(
      Delivery(
        tag: tag, isRedelivered: isRedelivered, exchange: exchange, routingKey: routingKey,
        properties: properties, body: [], bodySize: Int(clamping: announced),
        bodyHash: (0..<32).map { _ in UInt8.random(in: .min ... .max) }))
  }

  /// Takes the content header, and returns the message if it has no body.
  package mutating func take(
    _ properties: consuming Properties, size announced: UInt64
  ) throws(AMQPError) -> Event? {
    guard phase == .opened else {
      throw .protocolViolation("a content header that nothing opened")
    }
    guard let size = Int(exactly: announced) else {
      throw .protocolViolation("a body of \(announced) bytes")
    }
    self.properties = properties
    self.size = size
    received = 0
    phase = .filling
    body = []
    if isKept {
      body.reserveCapacity(size > limit ? ContentAssembler.prefix : size)
      hash = size > limit ? SHA256() : nil
    }
    return size == 0 ? complete() : nil
  }

  /// Takes the next piece of the body, and returns the message if it was the last.
  package mutating func take(_ piece: Span<UInt8>) throws(AMQPError) -> Event? {
    guard phase == .filling else { throw .protocolViolation("a body that nothing opened") }
    guard piece.count <= size - received else {
      throw .protocolViolation("a body larger than announced")
    }
    received += piece.count
    if isKept {
      if size > limit {
        hash?.update(piece)
        append(piece.extracting(first: ContentAssembler.prefix - body.count))
      } else {
        append(piece)
      }
    }
    return received == size ? complete() : nil
  }

  private mutating func append(_ piece: Span<UInt8>) {
    // In one step; the closure is done with the buffer when it returns.
    unsafe piece.withUnsafeBufferPointer { unsafe body.append(contentsOf: $0) }
  }

  /// `true` unless the message comes back to its sender, who knows it by its id: that body is let
  /// go.
  private var isKept: Bool {
    switch opening {
    case .delivery: true
    case .returned: false
    }
  }

  private mutating func complete() -> Event {
    phase = .idle
    switch opening {
    case .delivery(let tag, let isRedelivered, let exchange, let routingKey):
      let delivery = Delivery(
        tag: tag, isRedelivered: isRedelivered, exchange: exchange, routingKey: routingKey,
        properties: properties, body: body, bodySize: size, bodyHash: hash.take()?.finish())
      body = []
      return .delivery(delivery)
    case .returned(let code, let text, let exchange, let routingKey):
      return .returned(
        Returned(
          code: code, text: text, exchange: exchange, routingKey: routingKey,
          messageID: properties.messageID))
    }
  }
}
