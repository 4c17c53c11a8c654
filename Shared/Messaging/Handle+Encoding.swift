internal import CRabbitMQ
internal import Glibc

/// Text that AMQP gives one byte for its length.
private let shortest = 255

extension Handle {
  /// A fresh encoder: what the one before has built is gone.
  func encoder() -> Encoder {
    recycle_amqp_pool(scratch)
    return Encoder(pool: scratch)
  }
}

/// Builds the library's forms of text, properties and tables in a pool of its own kind, and counts
/// what they take on the wire.
struct Encoder {
  fileprivate let pool: UnsafeMutablePointer<amqp_pool_t>
  /// The bytes that all that was built takes on the wire.
  private(set) var size = 0
  private var depth = 0

  fileprivate init(pool: UnsafeMutablePointer<amqp_pool_t>) {
    self.pool = pool
  }

  /// Copies text of at most 255 bytes.
  mutating func short(_ text: String, _ name: String) throws(AMQPError) -> amqp_bytes_t {
    let bytes = try copy(text)
    guard bytes.len <= shortest else {
      throw .tooLarge("\(name) of \(bytes.len) bytes, where AMQP has room for \(shortest)")
    }
    size += 1 + bytes.len
    return bytes
  }

  private func copy(_ text: String) throws(AMQPError) -> amqp_bytes_t {
    var text = text
    return try checked(text.withUTF8 { copy(UnsafeRawBufferPointer($0)) })
  }

  private func copy(_ bytes: [UInt8]) throws(AMQPError) -> amqp_bytes_t {
    try checked(bytes.withUnsafeBytes { copy($0) })
  }

  private func copy(_ bytes: UnsafeRawBufferPointer) -> amqp_bytes_t? {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return amqp_empty_bytes }
    guard let memory = amqp_pool_alloc(pool, bytes.count) else { return nil }
    memcpy(memory, source, bytes.count)
    return crabbitmq_bytes(memory, bytes.count)
  }

  private func checked(_ bytes: amqp_bytes_t?) throws(AMQPError) -> amqp_bytes_t {
    guard let bytes else { throw .library("no memory") }
    return bytes
  }

  /// Builds the library's form of properties.
  mutating func properties(
    _ properties: borrowing Properties
  ) throws(AMQPError) -> amqp_basic_properties_t {
    var raw = amqp_basic_properties_t()
    var flags = AMQP_BASIC_DELIVERY_MODE_FLAG
    size += 3
    raw.delivery_mode = properties.deliveryMode ?? UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
    try texts(of: properties, to: &raw, &flags)
    if let timestamp = properties.timestamp {
      raw.timestamp = timestamp
      flags |= AMQP_BASIC_TIMESTAMP_FLAG
      size += 8
    }
    if let priority = properties.priority {
      raw.priority = priority
      flags |= AMQP_BASIC_PRIORITY_FLAG
      size += 1
    }
    if !properties.headers.isEmpty {
      raw.headers = try table(properties.headers)
      flags |= AMQP_BASIC_HEADERS_FLAG
    }
    raw._flags = amqp_flags_t(flags)
    return raw
  }

  private mutating func texts(
    of properties: borrowing Properties, to raw: inout amqp_basic_properties_t,
    _ flags: inout Int32
  ) throws(AMQPError) {
    if let text = properties.contentType {
      raw.content_type = try short(text, "the content type")
      flags |= AMQP_BASIC_CONTENT_TYPE_FLAG
    }
    if let text = properties.contentEncoding {
      raw.content_encoding = try short(text, "the content encoding")
      flags |= AMQP_BASIC_CONTENT_ENCODING_FLAG
    }
    if let text = properties.messageID {
      raw.message_id = try short(text, "the message id")
      flags |= AMQP_BASIC_MESSAGE_ID_FLAG
    }
    if let text = properties.type {
      raw.type = try short(text, "the type")
      flags |= AMQP_BASIC_TYPE_FLAG
    }
    if let text = properties.appID {
      raw.app_id = try short(text, "the app id")
      flags |= AMQP_BASIC_APP_ID_FLAG
    }
    if let text = properties.userID {
      raw.user_id = try short(text, "the user id")
      flags |= AMQP_BASIC_USER_ID_FLAG
    }
    if let text = properties.correlationID {
      raw.correlation_id = try short(text, "the correlation id")
      flags |= AMQP_BASIC_CORRELATION_ID_FLAG
    }
    if let text = properties.replyTo {
      raw.reply_to = try short(text, "the reply-to")
      flags |= AMQP_BASIC_REPLY_TO_FLAG
    }
    if let text = properties.expiration {
      raw.expiration = try short(text, "the expiration")
      flags |= AMQP_BASIC_EXPIRATION_FLAG
    }
  }
}

extension Encoder {
  /// Builds the library's form of a table.
  mutating func table(
    _ headers: [Header]
  ) throws(AMQPError) -> amqp_table_t {
    size += 4
    let entries = try memory(for: headers.count, of: amqp_table_entry_t.self)
    for (place, header) in headers.enumerated() {
      let key = try short(header.name, "a header's name")
      let value = try field(header.value)
      entries[place] = amqp_table_entry_t(key: key, value: value)
    }
    return amqp_table_t(num_entries: Int32(headers.count), entries: entries.baseAddress)
  }

  private mutating func field(
    _ value: Value
  ) throws(AMQPError) -> amqp_field_value_t {
    var field = amqp_field_value_t()
    size += 1
    switch value {
    case .string(let text):
      field.value.bytes = try copy(text)
      size += 4 + field.value.bytes.len
      field.kind = kind(AMQP_FIELD_KIND_UTF8)
    case .bytes(let bytes):
      field.value.bytes = try copy(bytes)
      size += 4 + bytes.count
      field.kind = kind(AMQP_FIELD_KIND_BYTES)
    case .array(let values):
      field.value.array = try nested { encoder throws(AMQPError) in try encoder.array(values) }
      field.kind = kind(AMQP_FIELD_KIND_ARRAY)
    case .table(let headers):
      field.value.table = try nested { encoder throws(AMQPError) in try encoder.table(headers) }
      field.kind = kind(AMQP_FIELD_KIND_TABLE)
    case .int(let number):
      field.value.i64 = number
      size += 8
      field.kind = kind(AMQP_FIELD_KIND_I64)
    case .double(let number):
      field.value.f64 = number
      size += 8
      field.kind = kind(AMQP_FIELD_KIND_F64)
    case .timestamp(let seconds):
      field.value.u64 = seconds
      size += 8
      field.kind = kind(AMQP_FIELD_KIND_TIMESTAMP)
    case .bool(let flag):
      field.value.boolean = flag ? 1 : 0
      size += 1
      field.kind = kind(AMQP_FIELD_KIND_BOOLEAN)
    case .null:
      field.kind = kind(AMQP_FIELD_KIND_VOID)
    }
    return field
  }

  private mutating func array(
    _ values: [Value]
  ) throws(AMQPError) -> amqp_array_t {
    size += 4
    let entries = try memory(for: values.count, of: amqp_field_value_t.self)
    for (place, value) in values.enumerated() {
      entries[place] = try field(value)
    }
    return amqp_array_t(num_entries: Int32(values.count), entries: entries.baseAddress)
  }

  private mutating func nested<Built>(
    _ build: (inout Encoder) throws(AMQPError) -> Built
  ) throws(AMQPError) -> Built {
    guard depth < Value.deepest else {
      throw .tooLarge("a value nested more than \(Value.deepest) deep")
    }
    depth += 1
    defer { depth -= 1 }
    return try build(&self)
  }

  private func kind(_ kind: amqp_field_value_kind_t) -> UInt8 {
    UInt8(truncatingIfNeeded: kind.rawValue)
  }

  private func memory<Element>(
    for count: Int, of type: Element.Type
  ) throws(AMQPError) -> UnsafeMutableBufferPointer<Element> {
    guard count > 0 else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
    guard let memory = amqp_pool_alloc(pool, count * MemoryLayout<Element>.stride) else {
      throw .library("no memory")
    }
    return UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: type, capacity: count), count: count)
  }
}
