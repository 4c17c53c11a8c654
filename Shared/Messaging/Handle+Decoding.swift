internal import CRabbitMQ

extension Properties {
  /// Copies what the library has decoded.
  init(_ raw: amqp_basic_properties_t) {
    self.init()
    guard unsafe raw._flags != 0 else { return }
    func has(_ flag: Int32) -> Bool { unsafe raw._flags & amqp_flags_t(flag) != 0 }
    func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
      unsafe has(flag) ? Handle.string(bytes) : nil
    }
    contentType = unsafe text(AMQP_BASIC_CONTENT_TYPE_FLAG, raw.content_type)
    contentEncoding = unsafe text(AMQP_BASIC_CONTENT_ENCODING_FLAG, raw.content_encoding)
    messageID = unsafe text(AMQP_BASIC_MESSAGE_ID_FLAG, raw.message_id)
    type = unsafe text(AMQP_BASIC_TYPE_FLAG, raw.type)
    appID = unsafe text(AMQP_BASIC_APP_ID_FLAG, raw.app_id)
    userID = unsafe text(AMQP_BASIC_USER_ID_FLAG, raw.user_id)
    correlationID = unsafe text(AMQP_BASIC_CORRELATION_ID_FLAG, raw.correlation_id)
    replyTo = unsafe text(AMQP_BASIC_REPLY_TO_FLAG, raw.reply_to)
    expiration = unsafe text(AMQP_BASIC_EXPIRATION_FLAG, raw.expiration)
    timestamp = unsafe has(AMQP_BASIC_TIMESTAMP_FLAG) ? raw.timestamp : nil
    deliveryMode = unsafe has(AMQP_BASIC_DELIVERY_MODE_FLAG) ? raw.delivery_mode : nil
    priority = unsafe has(AMQP_BASIC_PRIORITY_FLAG) ? raw.priority : nil
    if has(AMQP_BASIC_HEADERS_FLAG) {
      var decoder = TableDecoder()
      headers = unsafe decoder.headers(raw.headers)
      areHeadersTooDeep = decoder.wasTooDeep
    }
  }
}

/// Copies a table, and stops before it builds what lies too deep: such a value would be a danger to
/// the stack of everyone who looks at it or lets go of it.
struct TableDecoder {
  private(set) var wasTooDeep = false
  private var depth = 0

  init() {}

  mutating func headers(_ table: amqp_table_t) -> [Header] {
    let entries = unsafe UnsafeBufferPointer(start: table.entries, count: Int(table.num_entries))
    var headers: [Header] = []
    headers.reserveCapacity(entries.count)
    for place in entries.indices {
      let entry = unsafe entries[place]
      unsafe headers.append(Header(Handle.string(entry.key), value(entry.value)))
    }
    return headers
  }

  private mutating func value(_ field: amqp_field_value_t) -> Value {
    switch unsafe amqp_field_value_kind_t(UInt32(field.kind)) {
    case AMQP_FIELD_KIND_UTF8: unsafe text(field.value.bytes)
    case AMQP_FIELD_KIND_BYTES: unsafe .bytes(bytes(field.value.bytes))
    case AMQP_FIELD_KIND_BOOLEAN: unsafe .bool(field.value.boolean != 0)
    case AMQP_FIELD_KIND_TIMESTAMP: unsafe .timestamp(field.value.u64)
    case AMQP_FIELD_KIND_VOID: .null
    case AMQP_FIELD_KIND_TABLE:
      nested { decoder in unsafe .table(decoder.headers(field.value.table)) }
    case AMQP_FIELD_KIND_ARRAY:
      nested { decoder in unsafe .array(decoder.values(field.value.array)) }
    default: unsafe number(field)
    }
  }

  private func number(_ field: amqp_field_value_t) -> Value {
    switch unsafe amqp_field_value_kind_t(UInt32(field.kind)) {
    case AMQP_FIELD_KIND_I8: unsafe .int(Int64(field.value.i8))
    case AMQP_FIELD_KIND_U8: unsafe .int(Int64(field.value.u8))
    case AMQP_FIELD_KIND_I16: unsafe .int(Int64(field.value.i16))
    case AMQP_FIELD_KIND_U16: unsafe .int(Int64(field.value.u16))
    case AMQP_FIELD_KIND_I32: unsafe .int(Int64(field.value.i32))
    case AMQP_FIELD_KIND_U32: unsafe .int(Int64(field.value.u32))
    case AMQP_FIELD_KIND_I64: unsafe .int(field.value.i64)
    case AMQP_FIELD_KIND_U64:
      unsafe Int64(exactly: field.value.u64).map(Value.int) ?? .double(Double(field.value.u64))
    case AMQP_FIELD_KIND_F32: unsafe .double(Double(field.value.f32))
    case AMQP_FIELD_KIND_F64: unsafe .double(field.value.f64)
    case AMQP_FIELD_KIND_DECIMAL: unsafe .double(decimal(field.value.decimal))
    default: .null
    }
  }

  private func decimal(_ decimal: amqp_decimal_t) -> Double {
    var value = Double(decimal.value)
    for _ in 0..<decimal.decimals { value /= 10 }
    return value
  }

  private func bytes(_ bytes: amqp_bytes_t) -> [UInt8] {
    unsafe Array(Handle.buffer(bytes))
  }

  private func text(_ raw: amqp_bytes_t) -> Value {
    let bytes = unsafe bytes(raw)
    return String(validating: bytes, as: UTF8.self).map(Value.string) ?? .bytes(bytes)
  }

  private mutating func values(_ array: amqp_array_t) -> [Value] {
    let entries = unsafe UnsafeBufferPointer(start: array.entries, count: Int(array.num_entries))
    var values: [Value] = []
    values.reserveCapacity(entries.count)
    for place in entries.indices { unsafe values.append(value(entries[place])) }
    return values
  }

  private mutating func nested(_ decode: (inout TableDecoder) -> Value) -> Value {
    guard depth < Value.deepest else {
      wasTooDeep = true
      return .null
    }
    depth += 1
    defer { depth -= 1 }
    return decode(&self)
  }
}
