internal import CRabbitMQ
internal import Glibc

/// Longest text, in bytes, to which AMQP gives one byte for its length.
private let shortest = 255

extension Handle {
  /// A fresh encoder: what the one before has built is gone.
  func encoder() -> Encoder {
    unsafe recycle_amqp_pool(scratch)
    return unsafe Encoder(pool: scratch)
  }
}

/// Builds the library's forms of text, properties and tables in a pool of its own kind, and counts
/// what they take on the wire.
///
/// All that is unsafe here is so for one reason, and safe by one rule: the library's structures point into
/// the pool, which lives as long as the handle and is recycled by the next ``Handle/encoder()`` alone; so
/// what was built is sent before, and kept by nobody. Each part of the pool is asked for with the size
/// that is written into it.
@safe
struct Encoder {
  fileprivate let pool: UnsafeMutablePointer<amqp_pool_t>
  /// The bytes that all that was built takes on the wire.
  private(set) var size = 0
  private var depth = 0

  fileprivate init(pool: UnsafeMutablePointer<amqp_pool_t>) {
    unsafe self.pool = pool
  }

  /// Copies text of at most 255 bytes.
  mutating func short(_ text: String, _ name: String) throws(AMQPError) -> amqp_bytes_t {
    let count = text.utf8.count
    guard count <= shortest else {
      throw .tooLarge("\(name) of \(count) bytes, where AMQP has room for \(shortest)")
    }
    size += 1 + count
    return try unsafe copy(text.utf8.span)
  }

  /// Copies bytes of any length.
  private mutating func long(_ bytes: Span<UInt8>) throws(AMQPError) -> amqp_bytes_t {
    size += 4 + bytes.count
    return try unsafe copy(bytes)
  }

  private func copy(_ bytes: Span<UInt8>) throws(AMQPError) -> amqp_bytes_t {
    let copy = try unsafe memory(for: bytes.count, of: UInt8.self)
    unsafe bytes.withUnsafeBufferPointer { unsafe _ = copy.initialize(from: $0) }
    return unsafe crabbitmq_bytes(copy.baseAddress, copy.count)
  }

  /// Builds the library's form of properties.
  mutating func properties(
    _ properties: borrowing Properties
  ) throws(AMQPError) -> amqp_basic_properties_t {
    var raw = unsafe amqp_basic_properties_t()
    var flags = AMQP_BASIC_DELIVERY_MODE_FLAG
    size += 3
    unsafe raw.delivery_mode = properties.deliveryMode ?? UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
    try unsafe texts(of: properties, to: &raw, &flags)
    if let timestamp = properties.timestamp {
      unsafe raw.timestamp = timestamp
      flags |= AMQP_BASIC_TIMESTAMP_FLAG
      size += 8
    }
    if let priority = properties.priority {
      unsafe raw.priority = priority
      flags |= AMQP_BASIC_PRIORITY_FLAG
      size += 1
    }
    if !properties.headers.isEmpty {
      unsafe raw.headers = try table(properties.headers)
      flags |= AMQP_BASIC_HEADERS_FLAG
    }
    unsafe raw._flags = amqp_flags_t(flags)
    return unsafe raw
  }

  private mutating func texts(
    of properties: borrowing Properties, to raw: inout amqp_basic_properties_t,
    _ flags: inout Int32
  ) throws(AMQPError) {
    try unsafe set(
      &raw.content_type, to: properties.contentType, "the content type",
      AMQP_BASIC_CONTENT_TYPE_FLAG, &flags)
    try unsafe set(
      &raw.content_encoding, to: properties.contentEncoding, "the content encoding",
      AMQP_BASIC_CONTENT_ENCODING_FLAG, &flags)
    try unsafe set(
      &raw.message_id, to: properties.messageID, "the message id", AMQP_BASIC_MESSAGE_ID_FLAG,
      &flags)
    try unsafe set(
      &raw.type, to: properties.type, "the type", AMQP_BASIC_TYPE_FLAG, &flags)
    try unsafe set(
      &raw.app_id, to: properties.appID, "the app id", AMQP_BASIC_APP_ID_FLAG, &flags)
    try unsafe set(
      &raw.user_id, to: properties.userID, "the user id", AMQP_BASIC_USER_ID_FLAG, &flags)
    try unsafe set(
      &raw.correlation_id, to: properties.correlationID, "the correlation id",
      AMQP_BASIC_CORRELATION_ID_FLAG, &flags)
    try unsafe set(
      &raw.reply_to, to: properties.replyTo, "the reply-to", AMQP_BASIC_REPLY_TO_FLAG, &flags)
    try unsafe set(
      &raw.expiration, to: properties.expiration, "the expiration", AMQP_BASIC_EXPIRATION_FLAG,
      &flags)
  }

  /// Takes a text over, if there is one.
  private mutating func set(
    _ raw: inout amqp_bytes_t, to text: String?, _ name: String, _ flag: Int32,
    _ flags: inout Int32
  ) throws(AMQPError) {
    guard let text else { return }
    unsafe raw = try short(text, name)
    flags |= flag
  }
}

extension Encoder {
  /// Builds the library's form of a table.
  mutating func table(
    _ headers: [Header]
  ) throws(AMQPError) -> amqp_table_t {
    size += 4
    let entries = try unsafe memory(for: headers.count, of: amqp_table_entry_t.self)
    for (place, header) in headers.enumerated() {
      let key = try unsafe short(header.name, "a header's name")
      let value = try unsafe field(header.value)
      unsafe entries[place] = amqp_table_entry_t(key: key, value: value)
    }
    return unsafe amqp_table_t(num_entries: Int32(headers.count), entries: entries.baseAddress)
  }

  private mutating func field(_ value: Value) throws(AMQPError) -> amqp_field_value_t {
    var field = unsafe amqp_field_value_t()
    let kind: amqp_field_value_kind_t
    size += 1
    switch value {
    case .string(let text):
      kind = AMQP_FIELD_KIND_UTF8
      unsafe field.value.bytes = try long(text.utf8.span)
    case .bytes(let bytes):
      kind = AMQP_FIELD_KIND_BYTES
      unsafe field.value.bytes = try long(bytes.span)
    case .array(let values):
      kind = AMQP_FIELD_KIND_ARRAY
      unsafe field.value.array = try nested { encoder throws(AMQPError) in
        try unsafe encoder.array(values)
      }
    case .table(let headers):
      kind = AMQP_FIELD_KIND_TABLE
      unsafe field.value.table = try nested { encoder throws(AMQPError) in
        try unsafe encoder.table(headers)
      }
    case .int(let number):
      kind = AMQP_FIELD_KIND_I64
      unsafe field.value.i64 = number
      size += 8
    case .double(let number):
      kind = AMQP_FIELD_KIND_F64
      unsafe field.value.f64 = number
      size += 8
    case .timestamp(let seconds):
      kind = AMQP_FIELD_KIND_TIMESTAMP
      unsafe field.value.u64 = seconds
      size += 8
    case .bool(let flag):
      kind = AMQP_FIELD_KIND_BOOLEAN
      unsafe field.value.boolean = flag ? 1 : 0
      size += 1
    case .null:
      kind = AMQP_FIELD_KIND_VOID
    }
    unsafe field.kind = UInt8(truncatingIfNeeded: kind.rawValue)
    return unsafe field
  }

  private mutating func array(
    _ values: [Value]
  ) throws(AMQPError) -> amqp_array_t {
    size += 4
    let entries = try unsafe memory(for: values.count, of: amqp_field_value_t.self)
    for (place, value) in values.enumerated() {
      unsafe entries[place] = try field(value)
    }
    return unsafe amqp_array_t(num_entries: Int32(values.count), entries: entries.baseAddress)
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

  private func memory<Element>(
    for count: Int, of type: Element.Type
  ) throws(AMQPError) -> UnsafeMutableBufferPointer<Element> {
    guard count > 0 else { return unsafe UnsafeMutableBufferPointer(start: nil, count: 0) }
    guard let memory = unsafe amqp_pool_alloc(pool, count * MemoryLayout<Element>.stride) else {
      throw .library("no memory")
    }
    return unsafe UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: type, capacity: count), count: count)
  }
}
