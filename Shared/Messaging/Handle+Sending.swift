internal import CRabbitMQ

extension Handle {
  /// Sends a message frame by frame.
  ///
  /// Not by `amqp_basic_publish`: on a connection silent for two heartbeats that of 0.11 waits for
  /// ever, and it holds back the end of a body that fills its frames. Everything is measured before
  /// the first byte goes out, since half a message leaves the channel unusable.
  mutating func publish(
    _ body: UnsafeRawBufferPointer, _ properties: borrowing Properties, exchange: String,
    routingKey: String, mandatory: Bool
  ) throws(AMQPError) {
    var encoder = encoder()
    let exchange = try encoder.short(exchange, "the exchange's name")
    let routingKey = try encoder.short(routingKey, "the routing key")
    var method = amqp_basic_publish_t(
      ticket: 0, exchange: exchange, routing_key: routingKey, mandatory: mandatory ? 1 : 0,
      immediate: 0)
    let methodSize = encoder.size
    var header = try encoder.properties(properties)
    let headerSize = encoder.size - methodSize + 12 + Handle.frameOverhead
    let frameMax = Int(amqp_get_frame_max(state))
    guard headerSize <= frameMax else {
      throw .tooLarge("properties and headers of \(headerSize) bytes in a frame of \(frameMax)")
    }
    try waitForRoom()
    let wasCorked = isCorked
    if !wasCorked { cork() }
    try check(amqp_send_method(state, Handle.channel, AMQP_BASIC_PUBLISH_METHOD, &method))
    try send(header: &header, bodySize: body.count)
    try send(body: body, in: frameMax - Handle.frameOverhead)
    if !wasCorked { uncork() }
  }

  /// Type, channel and size before the payload, an end mark after it.
  private static let frameOverhead = 8

  private func send(
    header: inout amqp_basic_properties_t, bodySize: Int
  ) throws(AMQPError) {
    var frame = frame(AMQP_FRAME_HEADER)
    let status = withUnsafeMutablePointer(to: &header) { header in
      frame.payload.properties.class_id = UInt16(AMQP_BASIC_CLASS)
      frame.payload.properties.body_size = UInt64(bodySize)
      frame.payload.properties.decoded = UnsafeMutableRawPointer(header)
      return amqp_send_frame(state, &frame)
    }
    try check(status)
  }

  private func send(body: UnsafeRawBufferPointer, in pieceSize: Int) throws(AMQPError) {
    var frame = frame(AMQP_FRAME_BODY)
    var rest = body
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceSize))
      frame.payload.body_fragment = crabbitmq_bytes(piece.baseAddress, piece.count)
      try check(amqp_send_frame(state, &frame))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(pieceSize))
    }
  }

  private func frame(_ type: Int32) -> amqp_frame_t {
    var frame = amqp_frame_t()
    frame.frame_type = UInt8(type)
    frame.channel = Handle.channel
    return frame
  }

  func acknowledge(_ tag: UInt64, multiple: Bool) throws(AMQPError) {
    try waitForRoom()
    try check(amqp_basic_ack(state, Handle.channel, tag, multiple ? 1 : 0))
  }

  func reject(_ tag: UInt64, requeue: Bool) throws(AMQPError) {
    try waitForRoom()
    try check(amqp_basic_reject(state, Handle.channel, tag, requeue ? 1 : 0))
  }

  /// Asks for the consumer's end; the answer is a frame like any other.
  func cancel(_ tag: String) throws(AMQPError) {
    var encoder = encoder()
    let tag = try encoder.short(tag, "the consumer's tag")
    var method = amqp_basic_cancel_t(consumer_tag: tag, nowait: 0)
    try waitForRoom()
    try check(amqp_send_method(state, Handle.channel, AMQP_BASIC_CANCEL_METHOD, &method))
  }

  private func check(_ status: Int32) throws(AMQPError) {
    guard status >= 0 else { throw AMQPError(status: status, during: .send) }
  }
}
