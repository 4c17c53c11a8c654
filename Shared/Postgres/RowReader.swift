/// One row of an answer, lent to ``Statement/decode(_:)``; columns are counted from 0.
///
/// Each of its functions throws ``PostgresError/decoding(column:_:)`` for NULL (but the optional ones),
/// for another type, and for a column that is not there.
public struct RowReader: ~Copyable {
  private let result: ResultBox
  private let columns: Int
  var row = 0

  init(_ result: ResultBox) {
    self.result = result
    self.columns = result.handle.columnCount
  }

  /// Returns whether a column is NULL, whatever its type.
  public func isNull(_ column: Int) throws(PostgresError) -> Bool {
    try read(column, { _ in true }) { _ in true } == nil
  }

  /// Reads `text`, or another type whose binary form is its text: `varchar`, `name`, an enum.
  public func text(_ column: Int) throws(PostgresError) -> String {
    try value(column, optionalText(column))
  }

  /// Reads `text` or NULL.
  public func optionalText(_ column: Int) throws(PostgresError) -> String? {
    try read(column, isText, readText)
  }

  /// Reads `uuid`; the first octet of its text is the most significant.
  public func uuid(_ column: Int) throws(PostgresError) -> UInt128 {
    try value(column, optionalUUID(column))
  }

  /// Reads `uuid` or NULL.
  public func optionalUUID(_ column: Int) throws(PostgresError) -> UInt128? {
    try integer(column, .uuid)
  }

  /// Reads `smallint`.
  public func int2(_ column: Int) throws(PostgresError) -> Int16 {
    try value(column, optionalInt2(column))
  }

  /// Reads `smallint` or NULL.
  public func optionalInt2(_ column: Int) throws(PostgresError) -> Int16? {
    try integer(column, .int2)
  }

  /// Reads `integer`.
  public func int4(_ column: Int) throws(PostgresError) -> Int32 {
    try value(column, optionalInt4(column))
  }

  /// Reads `integer` or NULL.
  public func optionalInt4(_ column: Int) throws(PostgresError) -> Int32? {
    try integer(column, .int4)
  }

  /// Reads `bigint`.
  public func int8(_ column: Int) throws(PostgresError) -> Int64 {
    try value(column, optionalInt8(column))
  }

  /// Reads `bigint` or NULL.
  public func optionalInt8(_ column: Int) throws(PostgresError) -> Int64? {
    try integer(column, .int8)
  }

  /// Reads `boolean`.
  public func bool(_ column: Int) throws(PostgresError) -> Bool {
    try value(column, optionalBool(column))
  }

  /// Reads `boolean` or NULL.
  public func optionalBool(_ column: Int) throws(PostgresError) -> Bool? {
    let byte: UInt8? = try integer(column, .bool)
    return byte.map { $0 != 0 }
  }

  /// Reads `timestamptz` as microseconds since 1970-01-01 UTC; infinities are `Int64.max` and `.min`.
  public func timestamp(_ column: Int) throws(PostgresError) -> Int64 {
    try value(column, optionalTimestamp(column))
  }

  /// Reads `timestamptz` or NULL.
  public func optionalTimestamp(_ column: Int) throws(PostgresError) -> Int64? {
    let time: Int64? = try integer(column, .timestamptz)
    return time.map(unixTime)
  }

  /// Reads `bytea`.
  public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
    try value(column, optionalBytes(column))
  }

  /// Reads `bytea` or NULL.
  public func optionalBytes(_ column: Int) throws(PostgresError) -> [UInt8]? {
    try read(column, { $0 == SQLType.bytea.rawValue }) { [UInt8](copying: $0) }
  }

  /// Reads `jsonb` as UTF-8 JSON text, as the server writes it.
  public func json(_ column: Int) throws(PostgresError) -> [UInt8] {
    try value(column, optionalJSON(column))
  }

  /// Reads `jsonb` or NULL.
  public func optionalJSON(_ column: Int) throws(PostgresError) -> [UInt8]? {
    try read(column, { $0 == SQLType.jsonb.rawValue }, jsonText)
  }
}

extension RowReader {
  /// Lends a value's bytes if its type is right; nil for NULL, an error where the body gives nil.
  func read<T>(
    _ column: Int, _ isRight: (UInt32) -> Bool, _ body: (Span<UInt8>) -> T?
  ) throws(PostgresError) -> T? {
    guard column >= 0, column < columns else { throw .decoding(column: column, .noColumn) }
    let type = result.handle.columnType(column)
    guard isRight(type) else { throw .decoding(column: column, .type(type)) }
    return try result.handle.withValue(row, column) { bytes throws(PostgresError) -> T? in
      guard let bytes else { return nil }
      guard let value = body(bytes) else { throw .decoding(column: column, .malformed) }
      return value
    }
  }

  private func value<T>(_ column: Int, _ value: T?) throws(PostgresError) -> T {
    guard let value else { throw .decoding(column: column, .null) }
    return value
  }

  private func integer<I: FixedWidthInteger>(
    _ column: Int, _ type: SQLType
  ) throws(PostgresError) -> I? {
    try read(column, { $0 == type.rawValue }) { bytes in readInteger(bytes) }
  }
}

/// Returns whether the binary form of a type is UTF-8: char, name, text, json, xml, unknown,
/// bpchar, varchar, and the types that users make, which as far as they are enums are text too.
func isText(_ type: UInt32) -> Bool {
  switch type {
  case 18, 19, 25, 114, 142, 705, 1042, 1043: true
  default: type >= 16384
  }
}

/// Integer in network order that fills the bytes.
func readInteger<I: FixedWidthInteger>(_ bytes: Span<UInt8>) -> I? {
  guard bytes.count == MemoryLayout<I>.size else { return nil }
  var integer: I = 0
  for place in bytes.indices { integer = integer << 8 | I(truncatingIfNeeded: bytes[place]) }
  return integer
}

/// Text in UTF-8; nil if it is none.
func readText(_ bytes: Span<UInt8>) -> String? {
  do throws(UTF8.ValidationError) {
    return String(copying: try UTF8Span(validating: bytes))
  } catch {
    return nil
  }
}

/// The text of a binary `jsonb`, without its version byte.
func jsonText(_ bytes: Span<UInt8>) -> [UInt8]? {
  guard !bytes.isEmpty, bytes[0] == jsonbVersion else { return nil }
  return [UInt8](copying: bytes.extracting(droppingFirst: 1))
}
