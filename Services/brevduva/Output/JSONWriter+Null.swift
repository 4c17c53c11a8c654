package import Domain
package import Formats

extension JSONWriter {
  /// Writes a member that is always there: `null` where there is no value.
  package mutating func member(_ key: JSONKey, orNull text: String?) {
    self.key(key)
    if let text { value(text) } else { null() }
  }

  /// Writes a number, or `null`.
  package mutating func member(_ key: JSONKey, orNull number: Int?) {
    self.key(key)
    if let number { value(Int64(number)) } else { null() }
  }

  /// Writes a moment, or `null`.
  package mutating func member(_ key: JSONKey, orNull time: Timestamp?) {
    member(key, orNull: time?.rfc3339)
  }

  /// Writes `true` or `false`.
  package mutating func member(_ key: JSONKey, _ bool: Bool) {
    self.key(key)
    value(bool)
  }

  /// Writes a list of texts.
  package mutating func member(_ key: JSONKey, _ texts: some Sequence<String>) {
    member(key, each: texts) { $0.value($1) }
  }

  /// Writes a list, each element by a closure.
  package mutating func member<Element>(
    _ key: JSONKey, each elements: some Sequence<Element>,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    self.key(key)
    array(elements, write)
  }

  /// Writes an array, each element by a closure.
  package mutating func array<Element>(
    _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  /// Writes an object.
  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }
}
