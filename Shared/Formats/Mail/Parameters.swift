/// Parameters of a structured field: `; name=value` in any of the forms of RFC 2045 and RFC 2231.
struct Parameters {
  private var values: [(name: ArraySlice<UInt8>, value: [UInt8])] = []

  /// Reads from the first semicolon on; at most 64 of them, so that no field makes it slow.
  init(_ text: ArraySlice<UInt8>) {
    var reader = FieldReader(text)
    while values.count < 64, reader.skip(to: UInt8(ascii: ";")) {
      reader.skipSpace()
      let name = reader.take { $0.isNameOctet && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
      reader.skipSpace()
      guard reader.take(UInt8(ascii: "=")) else { continue }
      reader.skipSpace()
      values.append((name, reader.value()))
    }
  }

  /// The value of a parameter in lower case, its continuations put together, percent signs decoded.
  subscript(_ name: String) -> [UInt8]? {
    for value in values where value.name.isWord(name) { return value.value }
    var joined: [UInt8] = []
    var found = false
    for value in values
    where value.name.hasWordPrefix(name)
      && value.name.dropFirst(name.utf8.count).first == UInt8(ascii: "*")
    {
      let isExtended = value.name.last == UInt8(ascii: "*")
      joined += isExtended ? Self.decoded(value.value, isFirst: !found) : value.value
      found = true
    }
    return found ? joined : nil
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
