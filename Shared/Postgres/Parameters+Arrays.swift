/// Arrays, each written straight into the buffer from whatever collection holds the values: the closure
/// picks the value of an element, nil being NULL. All of them are inlined into the caller, so that a row
/// costs what it costs in C.
extension Parameters {
  /// Appends `text[]`.
  @inlinable
  public mutating func textArray<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> String?
  ) {
    array(.text, items) { buffer, item in
      guard let text = value(item) else { return appendNull(to: &buffer) }
      appendInteger(Int32(text.utf8.count), to: &buffer)
      appendText(text, to: &buffer)
    }
  }

  /// Appends `text[]`.
  @inlinable
  public mutating func textArray(_ items: some Collection<String>) {
    textArray(items) { $0 }
  }

  /// Appends `uuid[]`.
  @inlinable
  public mutating func uuidArray<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> UInt128?
  ) {
    integers(.uuid, items, value)
  }

  /// Appends `smallint[]`.
  @inlinable
  public mutating func int2Array<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> Int16?
  ) {
    integers(.int2, items, value)
  }

  /// Appends `integer[]`.
  @inlinable
  public mutating func int4Array<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> Int32?
  ) {
    integers(.int4, items, value)
  }

  /// Appends `bigint[]`.
  @inlinable
  public mutating func int8Array<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> Int64?
  ) {
    integers(.int8, items, value)
  }

  /// Appends `boolean[]`.
  @inlinable
  public mutating func boolArray<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> Bool?
  ) {
    integers(.bool, items) { item in value(item).map { $0 ? UInt8(1) : 0 } }
  }

  /// Appends `timestamptz[]` from microseconds since 1970-01-01 UTC.
  @inlinable
  public mutating func timestampArray<Items: Collection>(
    _ items: Items, _ value: (Items.Element) -> Int64?
  ) {
    integers(.timestamptz, items) { item in value(item).map(postgresTime) }
  }

  /// Appends `bytea[]`.
  @inlinable
  public mutating func bytesArray<Items: Collection, Bytes: Collection<UInt8>>(
    _ items: Items, _ value: (Items.Element) -> Bytes?
  ) {
    array(.bytea, items) { buffer, item in
      guard let bytes = value(item) else { return appendNull(to: &buffer) }
      appendInteger(Int32(bytes.count), to: &buffer)
      buffer.append(contentsOf: bytes)
    }
  }

  /// Appends `bytea[]`.
  @inlinable
  public mutating func bytesArray<Bytes: Collection<UInt8>>(_ items: some Collection<Bytes>) {
    bytesArray(items) { $0 }
  }

  /// Appends `jsonb[]` from UTF-8 JSON texts.
  @inlinable
  public mutating func jsonArray<Items: Collection, Bytes: Collection<UInt8>>(
    _ items: Items, _ text: (Items.Element) -> Bytes?
  ) {
    array(.jsonb, items) { buffer, item in
      guard let bytes = text(item) else { return appendNull(to: &buffer) }
      appendInteger(Int32(bytes.count + 1), to: &buffer)
      buffer.append(jsonbVersion)
      buffer.append(contentsOf: bytes)
    }
  }

}

extension Parameters {
  @inlinable
  mutating func integers<Items: Collection, I: FixedWidthInteger>(
    _ type: SQLType, _ items: Items, _ value: (Items.Element) -> I?
  ) {
    array(type, items) { buffer, item in
      guard let integer = value(item) else { return appendNull(to: &buffer) }
      appendInteger(Int32(I.bitWidth / 8), to: &buffer)
      appendInteger(integer, to: &buffer)
    }
  }

  /// Writes the header, the elements, and then the header's count.
  ///
  /// Wire form: dimensions, whether there are NULLs, element type, then length and lower bound of the
  /// dimension; an empty array ends after the type.
  @inlinable
  mutating func array<Items: Collection>(
    _ type: SQLType, _ items: Items,
    _ append: (inout [UInt8], Items.Element) -> Void
  ) {
    let start = bytes.count
    appendInteger(1 as Int32, to: &bytes)
    appendInteger(1 as Int32, to: &bytes)
    appendInteger(type.rawValue, to: &bytes)
    appendInteger(0 as Int32, to: &bytes)
    appendInteger(1 as Int32, to: &bytes)
    // By place: a loop over the items would copy each, with all that it refers to.
    var place = items.startIndex
    while place != items.endIndex {
      append(&bytes, items[place])
      items.formIndex(after: &place)
    }
    finishArray(type, start: start, count: items.count)
  }

  @usableFromInline
  mutating func finishArray(_ type: SQLType, start: Int, count: Int) {
    if count == 0 {
      bytes.removeSubrange(start...)
      appendInteger(0 as Int32, to: &bytes)
      appendInteger(0 as Int32, to: &bytes)
      appendInteger(type.rawValue, to: &bytes)
    } else {
      for place in 0..<4 {
        bytes[start + 12 + place] = UInt8(truncatingIfNeeded: count >> (24 - 8 * place))
      }
    }
    slots.append(Slot(type: type.array, start: start, length: bytes.count - start))
  }
}

/// Appends an integer in network order.
@inlinable
func appendInteger<I: FixedWidthInteger>(_ value: I, to buffer: inout [UInt8]) {
  var shift = I.bitWidth
  while shift > 0 {
    shift -= 8
    buffer.append(UInt8(truncatingIfNeeded: value >> shift))
  }
}

/// Appends the octets of a text.
@inlinable
func appendText(_ text: String, to buffer: inout [UInt8]) {
  // Half as many instructions as by the UTF-8 view; the closure is done with the octets when it returns.
  var text = text
  text.withUTF8 { unsafe buffer.append(contentsOf: $0) }
}

/// NULL among the elements of an array: length -1.
@inlinable
func appendNull(to buffer: inout [UInt8]) {
  appendInteger(-1 as Int32, to: &buffer)
}
