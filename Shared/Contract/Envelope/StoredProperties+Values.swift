import Formats
import Messaging

/// Values of headers as JSON that PostgreSQL's text holds, and back.
///
/// Text, whole numbers, fractions, booleans, nothing, lists and tables are JSON's own. What JSON has no
/// word for is an object with one of these names first, beside which a name `text` may say the same for
/// a reader: `$bytes` (octets that are text), `$base64` (other octets), `$text` (text with U+0000, in
/// Base64), `$timestamp`, `$double` (no number, or one of a larger exponent than a reader takes). So that no table is taken for such an object, and
/// a name may come twice, a name of a table that begins with `$`, holds U+0000 or stood there before is
/// written as `$N:name`, `$Nb:base64`, with the number of those before it.
extension JSONWriter {
  /// Writes a property that is text.
  mutating func member(_ key: JSONKey, storing text: String?) {
    guard let text else { return }
    self.key(key)
    store(text)
  }

  /// Writes a property that is a number.
  mutating func member(_ key: JSONKey, storing number: UInt64?) {
    guard let number else { return }
    self.key(key)
    raw(number.description.utf8)
  }

  /// Writes headers, or a table within them.
  mutating func store(_ headers: [Header]) {
    beginObject()
    var seen: [String: Int] = [:]
    for header in headers {
      let before = seen[header.name, default: 0]
      seen[header.name] = before + 1
      key(Self.storedName(header.name, before: before))
      store(header.value)
    }
    endObject()
  }

  /// Fractions that every reader of JSON takes as they are written.
  private static let plainNumbers = 1e-300...1e300

  private static func storedName(_ name: String, before: Int) -> String {
    if name.utf8.contains(0) { return "$\(before)b:\(Base64.encoded(name.utf8))" }
    return before > 0 || name.hasPrefix("$") ? "$\(before):\(name)" : name
  }

  private mutating func store(_ value: Value) {
    switch value {
    case .string(let text): store(text)
    case .bytes(let octets): store(octets)
    case .int(let number): self.value(number)
    case .bool(let fact): self.value(fact)
    case .double(let number):
      if number == 0 || Self.plainNumbers.contains(number.magnitude) {
        raw(number.description.utf8)
      } else {
        tagged("$double") { $0.value(number.description) }
      }
    case .timestamp(let seconds): tagged("$timestamp") { $0.raw(seconds.description.utf8) }
    case .array(let values):
      beginArray()
      for value in values { store(value) }
      endArray()
    case .table(let headers): store(headers)
    case .null: null()
    }
  }

  private mutating func store(_ text: String) {
    guard text.utf8.contains(0) else { return value(text) }
    tagged("$text", reading: text.withoutNUL) { $0.value(Base64.encoded(text.utf8)) }
  }

  private mutating func store(_ octets: [UInt8]) {
    if let text = String(validating: octets, as: UTF8.self), !octets.contains(0) {
      tagged("$bytes") { $0.value(text) }
    } else {
      let text = String(decoding: octets, as: UTF8.self).withoutNUL
      tagged("$base64", reading: text) { $0.value(Base64.encoded(octets)) }
    }
  }

  /// Writes what JSON has no word for, with how it reads.
  private mutating func tagged(
    _ tag: JSONKey, reading text: String? = nil, _ write: (inout JSONWriter) -> Void
  ) {
    beginObject()
    key(tag)
    write(&self)
    member("text", ifPresent: text)
    endObject()
  }
}

extension JSONValue {
  /// A property that is text; `nil` if it is none.
  var storedText: String? {
    if case .string(let text) = storedValue { text } else { nil }
  }

  /// Headers, or a table within them.
  var storedHeaders: [Header] {
    members.map { Header(Self.name(stored: $0.key), $0.storedValue) }
  }

  private var storedValue: Value {
    switch kind {
    case .string: string.map(Value.string) ?? .null
    case .number:
      number.flatMap { Int64($0) }.map(Value.int)
        ?? number.flatMap { Double($0) }.map(Value.double) ?? .null
    case .true, .false: bool.map(Value.bool) ?? .null
    case .null: .null
    case .array: .array(elements.map(\.storedValue))
    case .object: tagged ?? .table(storedHeaders)
    }
  }

  /// The value that an object stands for, if it is no table.
  private var tagged: Value? {
    if let text = self["$bytes"]?.string { return .bytes(Array(text.utf8)) }
    if let octets = self["$base64"]?.string.flatMap(Base64.decoded) { return .bytes(octets) }
    if let octets = self["$text"]?.string.flatMap(Base64.decoded) {
      return .string(String(decoding: octets, as: UTF8.self))
    }
    if let seconds = self["$timestamp"]?.number.flatMap({ UInt64($0) }) {
      return .timestamp(seconds)
    }
    return self["$double"]?.string.flatMap { Double($0) }.map(Value.double)
  }

  private static func name(stored key: String) -> String {
    guard key.hasPrefix("$"), let colon = key.firstIndex(of: ":") else { return key }
    let name = String(key[key.index(after: colon)...])
    guard key[..<colon].hasSuffix("b") else { return name }
    return Base64.decoded(name).map { String(decoding: $0, as: UTF8.self) } ?? key
  }
}
