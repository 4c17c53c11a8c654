internal import CRabbitMQ
internal import Glibc

extension Handle {
  /// Returns the next event whose frames have all arrived, and never waits: `nil` when there is none.
  ///
  /// A heartbeat that is due is sent, and one that is overdue from the peer is an error. After a message
  /// that was cut off the library cannot go on, and there is none any more.
  func next(_ assembler: inout ContentAssembler) throws(AMQPError) -> Event? {
    if assembler.isCutOff { return nil }
    var frame = unsafe amqp_frame_t()
    var none = timeval()
    while true {
      // All that the frame before pointed to has been copied; its memory may go.
      unsafe amqp_maybe_release_buffers(state)
      let status = unsafe amqp_simple_wait_frame_noblock(state, &frame, &none)
      if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
      guard status == AMQP_STATUS_OK.rawValue else {
        let error = AMQPError(status: status, during: .answer)
        if case .protocolViolation = error, let event = unsafe salvage(frame, &assembler) {
          return event
        }
        throw error
      }
      if let event = try unsafe event(of: frame, &assembler) { return event }
    }
  }

  /// Makes a delivery of a content header that the library does not decode: since 0.14 it refuses headers
  /// nested deeper than 100.
  ///
  /// The library has put the frame's own bytes there before it gave up; it will stay at this frame, so
  /// that the body never arrives.
  /// - Returns: `nil` for any other frame.
  private func salvage(_ frame: amqp_frame_t, _ assembler: inout ContentAssembler) -> Event? {
    guard assembler.awaitsHeader, unsafe Int32(frame.frame_type) == AMQP_FRAME_HEADER else {
      return nil
    }
    let header = unsafe frame.payload.properties
    let encoded = unsafe PropertyBytes.withoutHeaders(Handle.buffer(header.raw).span)
    var properties = unsafe decoded(encoded, of: header.class_id)
    properties.areHeadersTooDeep = true
    return unsafe assembler.cutOff(properties, size: header.body_size)
  }

  /// Has the library decode properties; none where it can't.
  private func decoded(_ encoded: [UInt8], of class: UInt16) -> Properties {
    unsafe recycle_amqp_pool(scratch)
    return unsafe encoded.withUnsafeBufferPointer { bytes in
      var decoded: UnsafeMutableRawPointer?
      let raw = unsafe crabbitmq_bytes(bytes.baseAddress, bytes.count)
      guard unsafe amqp_decode_properties(`class`, scratch, raw, &decoded) >= 0,
        let decoded = unsafe decoded
      else { return Properties() }
      // The texts lie in `encoded`, and are copied here.
      return unsafe Properties(
        decoded.assumingMemoryBound(to: amqp_basic_properties_t.self).pointee)
    }
  }

  private func event(
    of frame: amqp_frame_t, _ assembler: inout ContentAssembler
  ) throws(AMQPError) -> Event? {
    switch unsafe Int32(frame.frame_type) {
    case AMQP_FRAME_BODY:
      return try unsafe assembler.take(Handle.buffer(frame.payload.body_fragment).span)
    case AMQP_FRAME_HEADER:
      let header = unsafe frame.payload.properties
      guard unsafe header.class_id == UInt16(AMQP_BASIC_CLASS), let decoded = unsafe header.decoded
      else {
        throw .protocolViolation("a content header of another class")
      }
      let properties = unsafe decoded.assumingMemoryBound(to: amqp_basic_properties_t.self)
      return try unsafe assembler.take(Properties(properties.pointee), size: header.body_size)
    case AMQP_FRAME_METHOD:
      return try unsafe event(of: frame.payload.method, &assembler)
    default:
      // A heartbeat that was queued while the library waited for something else.
      return nil
    }
  }

  private func event(
    of method: amqp_method_t, _ assembler: inout ContentAssembler
  ) throws(AMQPError) -> Event? {
    guard let decoded = unsafe method.decoded else { return nil }
    switch unsafe method.id {
    case AMQP_BASIC_DELIVER_METHOD:
      let deliver = unsafe decoded.assumingMemoryBound(to: amqp_basic_deliver_t.self).pointee
      try unsafe assembler.take(
        .delivery(
          tag: deliver.delivery_tag, isRedelivered: deliver.redelivered != 0,
          exchange: Handle.string(deliver.exchange), routingKey: Handle.string(deliver.routing_key))
      )
      return nil
    case AMQP_BASIC_RETURN_METHOD:
      let back = unsafe decoded.assumingMemoryBound(to: amqp_basic_return_t.self).pointee
      try unsafe assembler.take(
        .returned(
          code: Int(back.reply_code), text: Handle.string(back.reply_text),
          exchange: Handle.string(back.exchange), routingKey: Handle.string(back.routing_key)))
      return nil
    case AMQP_BASIC_ACK_METHOD:
      let ack = unsafe decoded.assumingMemoryBound(to: amqp_basic_ack_t.self).pointee
      return .confirmed(ack.delivery_tag, multiple: ack.multiple != 0)
    case AMQP_BASIC_NACK_METHOD:
      let nack = unsafe decoded.assumingMemoryBound(to: amqp_basic_nack_t.self).pointee
      return .rejected(nack.delivery_tag, multiple: nack.multiple != 0)
    default:
      return unsafe rareEvent(of: method, decoded)
    }
  }

  private func rareEvent(
    of method: amqp_method_t, _ decoded: UnsafeMutableRawPointer
  ) -> Event? {
    switch unsafe method.id {
    case AMQP_BASIC_CANCEL_METHOD:
      return .cancelled(byServer: true)
    case AMQP_BASIC_CANCEL_OK_METHOD:
      return .cancelled(byServer: false)
    case AMQP_CONNECTION_BLOCKED_METHOD:
      let blocked = unsafe decoded.assumingMemoryBound(to: amqp_connection_blocked_t.self).pointee
      return unsafe .blocked(Handle.string(blocked.reason))
    case AMQP_CONNECTION_UNBLOCKED_METHOD:
      return .unblocked
    case AMQP_CONNECTION_CLOSE_METHOD, AMQP_CHANNEL_CLOSE_METHOD:
      guard let closing = unsafe Handle.closing(method) else { return nil }
      unsafe answer(closing: method)
      return .closed(code: closing.code, text: closing.text)
    default:
      // Nothing else is sent unasked; what is not known is no reason to stop.
      return nil
    }
  }

  /// Copies text out of the library's memory.
  static func string(_ bytes: amqp_bytes_t) -> String {
    unsafe String(decoding: buffer(bytes), as: UTF8.self)
  }

  /// The library's memory, until the next receive.
  static func buffer(_ bytes: amqp_bytes_t) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(
      start: bytes.bytes?.assumingMemoryBound(to: UInt8.self), count: bytes.len)
  }
}
