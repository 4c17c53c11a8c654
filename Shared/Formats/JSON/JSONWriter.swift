/// Writes a JSON text into one array of octets, in the order of the calls; commas come by themselves.
///
/// It does not check that the calls make a text; the shapes that are written with it are fixed.
public struct JSONWriter: Sendable {
  /// Octets written so far.
  public private(set) var bytes: [UInt8] = []
  /// `true` if a value was written after which another needs a comma.
  private var needsComma = false

  /// An empty text with room for as many octets.
  public init(reserving capacity: Int = 512) {
    bytes.reserveCapacity(capacity)
  }

  /// Starts over, keeping the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Hands out what was written since the last time; the text goes on.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Opens an object.
  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  /// Closes the innermost object.
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  /// Opens an array.
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  /// Closes the innermost array.
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes a key that needs no escape.
  public mutating func key(_ key: JSONKey) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: key.description.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a key.
  public mutating func key(_ key: String) {
    value(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  public mutating func value(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an integer.
  public mutating func value(_ number: Int64) {
    raw(String(number).utf8)
  }

  /// Writes `true` or `false`.
  public mutating func value(_ bool: Bool) {
    raw((bool ? "true" : "false").utf8)
  }

  /// Writes `null`.
  public mutating func null() {
    raw("null".utf8)
  }

  /// Writes a value that is JSON already.
  public mutating func raw(_ octets: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: octets)
  }

  /// Writes a member.
  public mutating func member(_ key: JSONKey, _ text: String) {
    self.key(key)
    value(text)
  }

  /// Writes a member, unless there is no value.
  public mutating func member(_ key: JSONKey, ifPresent text: String?) {
    if let text { member(key, text) }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  /// Appends the text at once where no octet of it needs an escape, as in nearly all.
  private mutating func appendEscaped(_ text: String) {
    guard Self.needsEscape(text.utf8.span) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for octet in text.utf8 {
      if JSONOctets.needsEscape(octet) { appendEscape(octet) } else { bytes.append(octet) }
    }
  }

  private static func needsEscape(_ octets: Span<UInt8>) -> Bool {
    var rest = octets
    while rest.count >= 8 {
      let word = JSONOctets.word(rest.extracting(first: 8))
      if JSONOctets.escapes(in: word) != 0 { return true }
      rest = rest.extracting(droppingFirst: 8)
    }
    for place in rest.indices where JSONOctets.needsEscape(rest[place]) { return true }
    return false
  }

  private mutating func appendEscape(_ octet: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(octet)
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(HexDigit.lower(octet >> 4))
      bytes.append(HexDigit.lower(octet & 15))
    }
  }
}
