internal import CRabbitMQ
internal import Glibc

extension AMQPError {
  /// The library's status codes in our words.
  init(status: Int32, during step: Step) {
    switch amqp_status_enum(rawValue: status) {
    case AMQP_STATUS_TIMEOUT:
      self = .timeout(step)
    case AMQP_STATUS_HEARTBEAT_TIMEOUT:
      self = .heartbeatLost
    case AMQP_STATUS_CONNECTION_CLOSED, AMQP_STATUS_SOCKET_CLOSED, AMQP_STATUS_SOCKET_ERROR,
      AMQP_STATUS_TCP_ERROR, AMQP_STATUS_SSL_ERROR:
      self = .connectionLost
    case AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_UNKNOWN_CLASS, AMQP_STATUS_UNKNOWN_METHOD,
      AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION, AMQP_STATUS_WRONG_METHOD,
      AMQP_STATUS_BROKER_UNSUPPORTED_SASL_METHOD:
      self = unsafe .protocolViolation(String(cString: amqp_error_string2(status)))
    case AMQP_STATUS_TABLE_TOO_BIG:
      self = .tooLarge("a table that does not fit in a frame")
    default:
      self = unsafe .library(String(cString: amqp_error_string2(status)))
    }
  }
}

/// Errors that the broker tells: it closes a channel or the whole connection.
extension Handle {
  /// Throws the error that a question was answered with, if it was.
  func check(_ reply: amqp_rpc_reply_t, during step: AMQPError.Step) throws(AMQPError) {
    switch unsafe reply.reply_type {
    case AMQP_RESPONSE_NORMAL:
      return
    case AMQP_RESPONSE_SERVER_EXCEPTION:
      guard let closing = unsafe Handle.closing(reply.reply) else {
        throw .protocolViolation("an unexpected answer")
      }
      unsafe answer(closing: reply.reply)
      throw .closed(code: closing.code, text: closing.text)
    case AMQP_RESPONSE_LIBRARY_EXCEPTION:
      throw unsafe AMQPError(status: reply.library_error, during: step)
    default:
      throw .protocolViolation("a question was left without an answer")
    }
  }

  /// Reads the code and the text of `connection.close` and `channel.close`.
  static func closing(_ method: amqp_method_t) -> (code: Int, text: String)? {
    guard let decoded = unsafe method.decoded else { return nil }
    switch unsafe method.id {
    case AMQP_CONNECTION_CLOSE_METHOD:
      let close = unsafe decoded.assumingMemoryBound(to: amqp_connection_close_t.self).pointee
      return unsafe (Int(close.reply_code), string(close.reply_text))
    case AMQP_CHANNEL_CLOSE_METHOD:
      let close = unsafe decoded.assumingMemoryBound(to: amqp_channel_close_t.self).pointee
      return unsafe (Int(close.reply_code), string(close.reply_text))
    default:
      return nil
    }
  }

  /// Answers a close if that costs no wait, and takes leave.
  ///
  /// After the channel's end the connection is of no use either. Whether any of it arrives does not
  /// matter to us any more.
  func answer(closing method: amqp_method_t) {
    guard hasRoom else { return }
    var nothing: CChar = 0
    if unsafe method.id == AMQP_CONNECTION_CLOSE_METHOD {
      unsafe amqp_send_method(state, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &nothing)
    } else {
      unsafe amqp_send_method(state, Handle.channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &nothing)
      var close = unsafe amqp_connection_close_t()
      unsafe close.reply_code = UInt16(AMQP_REPLY_SUCCESS)
      unsafe amqp_send_method(state, 0, AMQP_CONNECTION_CLOSE_METHOD, &close)
    }
  }
}

extension timeval {
  /// A span of time as C has it.
  init(_ duration: Duration) {
    let (seconds, attoseconds) = max(.zero, duration).components
    self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
  }

  var milliseconds: Int { tv_sec * 1000 + tv_usec / 1000 }
}
