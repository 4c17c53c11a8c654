extension JSONWriter {
  /// Writes an object, its members by a closure.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  /// Writes an array, each element by a closure.
  public mutating func array<Element>(
    _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  /// Writes a member that is an array, each element by a closure.
  public mutating func member<Element>(
    _ key: JSONKey, each elements: some Sequence<Element>,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    self.key(key)
    array(elements, write)
  }

  /// Writes a member that is a list of texts.
  public mutating func member(_ key: JSONKey, _ texts: some Sequence<String>) {
    member(key, each: texts) { $0.value($1) }
  }

  /// Writes a member that is `true` or `false`.
  public mutating func member(_ key: JSONKey, _ bool: Bool) {
    self.key(key)
    value(bool)
  }

  /// Writes a member that is always there: `null` where there is no text.
  public mutating func member(_ key: JSONKey, orNull text: String?) {
    self.key(key)
    if let text { value(text) } else { null() }
  }

  /// Writes a member that is always there: `null` where there is no number.
  public mutating func member(_ key: JSONKey, orNull number: Int?) {
    self.key(key)
    if let number { value(Int64(number)) } else { null() }
  }
}
