/// Parameters of a structured field: `; name=value` in any of the forms of RFC 2045 and RFC 2231.
struct Parameters {
  /// The field from its first semicolon on.
  private let text: ArraySlice<UInt8>

  /// No field has more of them; what follows is not read.
  private static let limit = 64

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
  }

  /// The value of a parameter in lower case, its continuations put together, percent signs decoded.
  ///
  /// One that is given whole wins over one in pieces; of several the first.
  subscript(_ name: String) -> [UInt8]? {
    var joined: [UInt8]?
    var reader = FieldReader(text)
    var count = 0
    while count < Self.limit, reader.skip(to: UInt8(ascii: ";")) {
      count += 1
      guard let found = Self.name(&reader) else { continue }
      if found.isWord(name) { return reader.value() }
      guard found.hasWordPrefix(name), found.dropFirst(name.utf8.count).first == UInt8(ascii: "*")
      else { continue }
      let value = reader.value()
      let isExtended = found.last == UInt8(ascii: "*")
      joined = (joined ?? []) + (isExtended ? Self.decoded(value, isFirst: joined == nil) : value)
    }
    return joined
  }

  /// Reads a name and its equals sign.
  private static func name(_ reader: inout FieldReader) -> ArraySlice<UInt8>? {
    reader.skipSpace()
    let name = reader.take { $0.isNameOctet && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
    reader.skipSpace()
    guard reader.take(UInt8(ascii: "=")) else { return nil }
    reader.skipSpace()
    return name
  }

  /// Takes away `charset'language'` and the percent signs.
  private static func decoded(_ value: [UInt8], isFirst: Bool) -> [UInt8] {
    var rest = value[...]
    let quote = UInt8(ascii: "'")
    if isFirst, let first = rest.firstIndex(of: quote),
      let second = rest[(first + 1)...].firstIndex(of: quote)
    {
      rest = rest[(second + 1)...]
    }
    return TransferEncoding.escapesDecoded(rest, sign: UInt8(ascii: "%"))
  }
}
