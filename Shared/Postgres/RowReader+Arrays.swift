/// Arrays of one dimension. A NULL among the elements is a decoding error, but in `…WithNulls`; a NULL
/// instead of the array is one as well, so ask ``isNull(_:)`` first where it may be.
extension RowReader {
  /// Reads `text[]`.
  public func textArray(_ column: Int) throws(PostgresError) -> [String] {
    try solid(column, textArrayWithNulls(column))
  }

  /// Reads `text[]` with NULLs.
  public func textArrayWithNulls(_ column: Int) throws(PostgresError) -> [String?] {
    try array(column, .text, readText)
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
    try array(column, .bytea) { [UInt8](copying: $0) }
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
    _ column: Int, _ type: SQLType, _ element: (Span<UInt8>) -> T?
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
  _ bytes: Span<UInt8>, _ type: SQLType, _ element: (Span<UInt8>) -> T?
) -> [T?]? {
  // Dimensions, a flag, the type of the elements; then, unless it is empty, their number and the first index.
  guard let dimensions = readInt32(bytes, at: 0), let inside = readInt32(bytes, at: 8),
    UInt32(bitPattern: inside) == type.rawValue
  else { return nil }
  var place = 12
  if dimensions == 0 { return bytes.count == place ? [] : nil }
  guard dimensions == 1, let count = readInt32(bytes, at: place), count >= 0, bytes.count >= 20
  else { return nil }
  place += 8
  var elements: [T?] = []
  elements.reserveCapacity(min(Int(count), (bytes.count - place) / 4))
  for _ in 0..<count {
    guard let length = readInt32(bytes, at: place) else { return nil }
    place += 4
    guard length >= 0 else {
      elements.append(nil)
      continue
    }
    let end = place + Int(length)
    guard end <= bytes.count, let value = element(bytes.extracting(place..<end)) else { return nil }
    elements.append(value)
    place = end
  }
  return place == bytes.count ? elements : nil
}

/// The integer of four bytes at a place; nil beyond the end.
private func readInt32(_ bytes: Span<UInt8>, at place: Int) -> Int32? {
  guard place + 4 <= bytes.count else { return nil }
  return readInteger(bytes.extracting(place..<place + 4))
}
