internal import CRabbitMQ

extension Handle {
  /// Sends a message frame by frame.
  ///
  /// Not by `amqp_basic_publish`: on a connection silent for two heartbeats that of 0.11 waits for
  /// ever, and it holds back the end of a body that fills its frames. Everything is measured before
  /// the first byte goes out, since half a message leaves the channel unusable.
  mutating func publish(
    _ message: borrowing Message, exchange: String, routingKey: String, mandatory: Bool
  ) throws(AMQPError) {
    var encoder = encoder()
    let exchange = try unsafe encoder.short(exchange, "the exchange's name")
    let routingKey = try unsafe encoder.short(routingKey, "the routing key")
    var method = unsafe amqp_basic_publish_t(
      ticket: 0, exchange: exchange, routing_key: routingKey, mandatory: mandatory ? 1 : 0,
      immediate: 0)
    let methodSize = encoder.size
    var header = try unsafe encoder.properties(message.properties)
    let headerSize = encoder.size - methodSize + 12 + Handle.frameOverhead
    let frameMax = unsafe Int(amqp_get_frame_max(state))
    guard headerSize <= frameMax else {
      throw .tooLarge("properties and headers of \(headerSize) bytes in a frame of \(frameMax)")
    }
    try waitForRoom()
    let wasCorked = isCorked
    if !wasCorked { cork() }
    try unsafe check(amqp_send_method(state, Handle.channel, AMQP_BASIC_PUBLISH_METHOD, &method))
    try unsafe send(header: &header, bodySize: message.body.count)
    try send(body: message.body.span, in: frameMax - Handle.frameOverhead)
    if !wasCorked { uncork() }
  }

  /// Octets of a frame around its payload: type, channel and size before it, an end mark after it.
  private static let frameOverhead = 8

  private func send(
    header: inout amqp_basic_properties_t, bodySize: Int
  ) throws(AMQPError) {
    var frame = unsafe frame(AMQP_FRAME_HEADER)
    let status = unsafe withUnsafeMutablePointer(to: &header) { header in
      unsafe frame.payload.properties.class_id = UInt16(AMQP_BASIC_CLASS)
      unsafe frame.payload.properties.body_size = UInt64(bodySize)
      unsafe frame.payload.properties.decoded = UnsafeMutableRawPointer(header)
      return unsafe amqp_send_frame(state, &frame)
    }
    try check(status)
  }

  private func send(body: Span<UInt8>, in pieceSize: Int) throws(AMQPError) {
    var frame = unsafe frame(AMQP_FRAME_BODY)
    var rest = body
    while !rest.isEmpty {
      let status = unsafe rest.extracting(first: pieceSize).withUnsafeBytes { piece in
        unsafe frame.payload.body_fragment = unsafe crabbitmq_bytes(piece.baseAddress, piece.count)
        return unsafe amqp_send_frame(state, &frame)
      }
      try check(status)
      rest = rest.extracting(droppingFirst: pieceSize)
    }
  }

  private func frame(_ type: Int32) -> amqp_frame_t {
    var frame = unsafe amqp_frame_t()
    unsafe frame.frame_type = UInt8(type)
    unsafe frame.channel = Handle.channel
    return unsafe frame
  }

  func acknowledge(upTo tag: UInt64) throws(AMQPError) {
    try waitForRoom()
    try unsafe check(amqp_basic_ack(state, Handle.channel, tag, 1))
  }

  /// Asks for the consumer's end; the answer is a frame like any other.
  func cancel(_ tag: String) throws(AMQPError) {
    var encoder = encoder()
    let tag = try unsafe encoder.short(tag, "the consumer's tag")
    var method = unsafe amqp_basic_cancel_t(consumer_tag: tag, nowait: 0)
    try waitForRoom()
    try unsafe check(amqp_send_method(state, Handle.channel, AMQP_BASIC_CANCEL_METHOD, &method))
  }

  private func check(_ status: Int32) throws(AMQPError) {
    guard status >= 0 else { throw AMQPError(status: status, during: .send) }
  }
}
