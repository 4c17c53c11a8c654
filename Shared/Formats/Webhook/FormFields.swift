/// Fields of a form (`application/x-www-form-urlencoded`), in their order, at most 1,000 of them.
struct FormFields: Sequence {
  private let fields: [(String, String)]

  init(_ bytes: [UInt8]) {
    fields = bytes.split(separator: UInt8(ascii: "&"), maxSplits: 1_000).prefix(1_000).map {
      field in
      let end = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
      return (Self.decoded(field[..<end]), Self.decoded(field[end...].dropFirst()))
    }
  }

  func makeIterator() -> IndexingIterator<[(String, String)]> { fields.makeIterator() }

  private static func decoded(_ text: ArraySlice<UInt8>) -> String {
    let spaced = text.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }
    let octets = TransferEncoding.escapesDecoded(spaced[...], sign: UInt8(ascii: "%"))
    return String(decoding: octets.filter { $0 != 0 }, as: UTF8.self)
  }
}
