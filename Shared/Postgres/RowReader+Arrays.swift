/// Arrays of one dimension. A NULL among the elements is a decoding error, but in `…WithNulls`; a NULL
/// instead of the array is one as well, so ask ``isNull(_:)`` first where it may be.
extension RowReader {
  /// Reads `text[]`.
  public func textArray(_ column: Int) throws(PostgresError) -> [String] {
    try solid(column, textArrayWithNulls(column))
  }

  /// Reads `text[]` with NULLs.
  public func textArrayWithNulls(_ column: Int) throws(PostgresError) -> [String?] {
    try array(column, .text) { String(validating: $0, as: UTF8.self) }
  }

  /// Reads `uuid[]`.
  public func uuidArray(_ column: Int) throws(PostgresError) -> [UInt128] {
    try solid(column, uuidArrayWithNulls(column))
  }

  /// Reads `uuid[]` with NULLs.
  public func uuidArrayWithNulls(_ column: Int) throws(PostgresError) -> [UInt128?] {
    try array(column, .uuid) { readInteger($0) }
  }

  /// Reads `smallint[]`.
  public func int2Array(_ column: Int) throws(PostgresError) -> [Int16] {
    try solid(column, int2ArrayWithNulls(column))
  }

  /// Reads `smallint[]` with NULLs.
  public func int2ArrayWithNulls(_ column: Int) throws(PostgresError) -> [Int16?] {
    try array(column, .int2) { readInteger($0) }
  }

  /// Reads `integer[]`.
  public func int4Array(_ column: Int) throws(PostgresError) -> [Int32] {
    try solid(column, int4ArrayWithNulls(column))
  }

  /// Reads `integer[]` with NULLs.
  public func int4ArrayWithNulls(_ column: Int) throws(PostgresError) -> [Int32?] {
    try array(column, .int4) { readInteger($0) }
  }

  /// Reads `bigint[]`.
  public func int8Array(_ column: Int) throws(PostgresError) -> [Int64] {
    try solid(column, int8ArrayWithNulls(column))
  }

  /// Reads `bigint[]` with NULLs.
  public func int8ArrayWithNulls(_ column: Int) throws(PostgresError) -> [Int64?] {
    try array(column, .int8) { readInteger($0) }
  }

  /// Reads `boolean[]`.
  public func boolArray(_ column: Int) throws(PostgresError) -> [Bool] {
    try solid(column, boolArrayWithNulls(column))
  }

  /// Reads `boolean[]` with NULLs.
  public func boolArrayWithNulls(_ column: Int) throws(PostgresError) -> [Bool?] {
    try array(column, .bool) { $0.count == 1 ? $0[0] != 0 : nil }
  }

  /// Reads `timestamptz[]` as microseconds since 1970-01-01 UTC.
  public func timestampArray(_ column: Int) throws(PostgresError) -> [Int64] {
    try solid(column, timestampArrayWithNulls(column))
  }

  /// Reads `timestamptz[]` with NULLs.
  public func timestampArrayWithNulls(_ column: Int) throws(PostgresError) -> [Int64?] {
    try array(column, .timestamptz) { readInteger($0).map(unixTime) }
  }

  /// Reads `bytea[]`.
  public func bytesArray(_ column: Int) throws(PostgresError) -> [[UInt8]] {
    try solid(column, bytesArrayWithNulls(column))
  }

  /// Reads `bytea[]` with NULLs.
  public func bytesArrayWithNulls(_ column: Int) throws(PostgresError) -> [[UInt8]?] {
    try array(column, .bytea) { [UInt8]($0) }
  }

  /// Reads `jsonb[]` as UTF-8 JSON texts.
  public func jsonArray(_ column: Int) throws(PostgresError) -> [[UInt8]] {
    try solid(column, jsonArrayWithNulls(column))
  }

  /// Reads `jsonb[]` with NULLs.
  public func jsonArrayWithNulls(_ column: Int) throws(PostgresError) -> [[UInt8]?] {
    try array(column, .jsonb, jsonText)
  }
}

extension RowReader {
  private func solid<T>(_ column: Int, _ elements: [T?]) throws(PostgresError) -> [T] {
    var solid: [T] = []
    solid.reserveCapacity(elements.count)
    for element in elements {
      guard let element else { throw .decoding(column: column, .null) }
      solid.append(element)
    }
    return solid
  }

  private func array<T>(
    _ column: Int, _ type: SQLType, _ element: (UnsafeRawBufferPointer) -> T?
  ) throws(PostgresError) -> [T?] {
    let elements = try read(column, { $0 == type.array }) { bytes in
      readArray(bytes, type, element)
    }
    guard let elements else { throw .decoding(column: column, .null) }
    return elements
  }
}

/// Reads the binary form of an array; nil if it has several dimensions or is not whole.
func readArray<T>(
  _ bytes: UnsafeRawBufferPointer, _ type: SQLType, _ element: (UnsafeRawBufferPointer) -> T?
) -> [T?]? {
  var rest = bytes[...]
  func integer() -> Int32? {
    guard rest.count >= 4 else { return nil }
    defer { rest = rest.dropFirst(4) }
    return readInteger(UnsafeRawBufferPointer(rebasing: rest.prefix(4)))
  }
  guard let dimensions = integer(), integer() != nil, let inside = integer() else { return nil }
  guard UInt32(bitPattern: inside) == type.rawValue else { return nil }
  if dimensions == 0 { return [] }
  guard dimensions == 1, let count = integer(), integer() != nil, count >= 0 else { return nil }
  var elements: [T?] = []
  elements.reserveCapacity(min(Int(count), rest.count / 4))
  for _ in 0..<count {
    guard let length = integer(), Int(length) <= rest.count else { return nil }
    if length < 0 {
      elements.append(nil)
    } else {
      let slice = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(length)))
      guard let value = element(slice) else { return nil }
      elements.append(value)
      rest = rest.dropFirst(Int(length))
    }
  }
  return rest.isEmpty ? elements : nil
}
