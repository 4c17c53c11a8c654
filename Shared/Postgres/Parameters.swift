/// The parameters of one statement, in binary, in one buffer that is kept from statement to statement.
public struct Parameters {
  /// The values, one after the other.
  @usableFromInline var bytes: [UInt8] = []
  /// Place at which each value begins; its length follows from the next.
  @usableFromInline var slots: [Slot] = []

  /// One parameter.
  @usableFromInline
  struct Slot {
    @usableFromInline let type: UInt32
    @usableFromInline let start: Int
    /// Length in bytes; -1 for NULL.
    @usableFromInline var length: Int

    @usableFromInline
    init(type: UInt32, start: Int, length: Int) {
      self.type = type
      self.start = start
      self.length = length
    }
  }

  init() {}

  /// Number of parameters.
  public var count: Int { slots.count }

  /// Appends NULL.
  public mutating func null(_ type: SQLType) {
    slots.append(Slot(type: type.rawValue, start: bytes.count, length: -1))
  }

  /// Appends `text`; nil is NULL.
  ///
  /// U+0000 is refused by the server (22021).
  public mutating func text(_ value: String?) {
    guard let value else { return null(.text) }
    open(.text)
    appendText(value, to: &bytes)
    close()
  }

  /// Appends `uuid`: the first octet of its text is the most significant; nil is NULL.
  public mutating func uuid(_ value: UInt128?) {
    integer(value, .uuid)
  }

  /// Appends `smallint`; nil is NULL.
  public mutating func int2(_ value: Int16?) {
    integer(value, .int2)
  }

  /// Appends `integer`; nil is NULL.
  public mutating func int4(_ value: Int32?) {
    integer(value, .int4)
  }

  /// Appends `bigint`; nil is NULL.
  public mutating func int8(_ value: Int64?) {
    integer(value, .int8)
  }

  /// Appends `boolean`; nil is NULL.
  public mutating func bool(_ value: Bool?) {
    integer(value.map { $0 ? UInt8(1) : 0 }, .bool)
  }

  /// Appends `timestamptz` from microseconds since 1970-01-01 UTC; nil is NULL, `Int64.max` and `.min`
  /// are `infinity` and `-infinity`.
  public mutating func timestamp(_ microseconds: Int64?) {
    integer(microseconds.map(postgresTime), .timestamptz)
  }

  /// Appends `bytea`; nil is NULL.
  public mutating func bytes(_ value: [UInt8]?) {
    guard let value else { return null(.bytea) }
    open(.bytea)
    bytes.append(contentsOf: value)
    close()
  }

  /// Appends `jsonb` from UTF-8 JSON text, which the server parses; nil is NULL.
  public mutating func json(_ text: [UInt8]?) {
    guard let text else { return null(.jsonb) }
    open(.jsonb)
    bytes.append(jsonbVersion)
    bytes.append(contentsOf: text)
    close()
  }
}

extension Parameters {
  private mutating func integer<I: FixedWidthInteger>(_ value: I?, _ type: SQLType) {
    guard let value else { return null(type) }
    open(type)
    appendInteger(value, to: &bytes)
    close()
  }

  private mutating func open(_ type: SQLType) {
    slots.append(Slot(type: type.rawValue, start: bytes.count, length: 0))
  }

  private mutating func close() {
    slots[slots.count - 1].length = bytes.count - slots[slots.count - 1].start
  }

  /// Starts over.
  ///
  /// Keeps the memory, but for what a single huge statement needed.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: bytes.capacity <= 8 << 20)
    slots.removeAll(keepingCapacity: true)
  }

  /// The types, by number, in the order of the parameters.
  var types: [UInt32] { slots.map(\.type) }

  func hasTypes(_ types: [UInt32]) -> Bool {
    slots.count == types.count && zip(slots, types).allSatisfy { $0.type == $1 }
  }

  /// Lends what `PQsendQueryPrepared` asks for: pointers, lengths, and a 1 for 'binary' each.
  func withPointers<R>(
    _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> R
  ) -> R {
    unsafe bytes.withUnsafeBytes { buffer in
      // A pointer that is nil means NULL, so an empty value in an empty buffer needs another.
      unsafe withUnsafeBytes(of: 0 as Int64) { empty in
        let base = unsafe buffer.baseAddress ?? empty.baseAddress
        let values = unsafe slots.map { slot in
          unsafe slot.length < 0
            ? nil : base?.advanced(by: slot.start).assumingMemoryBound(to: CChar.self)
        }
        let lengths = slots.map { Int32(max(0, $0.length)) }
        return unsafe body(values, lengths, [Int32](repeating: 1, count: slots.count))
      }
    }
  }
}

/// The first byte of every binary `jsonb`.
@usableFromInline let jsonbVersion: UInt8 = 1

/// Microseconds since 2000 from microseconds since 1970; what lies outside becomes infinite.
@usableFromInline
func postgresTime(_ microseconds: Int64) -> Int64 {
  if microseconds == .max { return .max }
  let (time, isBelow) = microseconds.subtractingReportingOverflow(postgresEpoch)
  return isBelow ? .min : time
}

/// The reverse of ``postgresTime(_:)``.
func unixTime(_ time: Int64) -> Int64 {
  if time == .min { return .min }
  let (microseconds, isAbove) = time.addingReportingOverflow(postgresEpoch)
  return isAbove ? .max : microseconds
}
