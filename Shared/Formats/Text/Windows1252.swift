/// Windows-1252; its five octets without a character are C1 controls, as in ISO 8859-1.
enum Windows1252 {
  /// The characters of 0x80 to 0x9f.
  private static let upper: [UInt16] = [
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
  ]

  /// The text that octets stand for.
  static func text(_ octets: Span<UInt8>) -> String {
    var isASCII = true
    var units: [UInt16] = []
    units.reserveCapacity(octets.count)
    for place in octets.indices {
      let octet = octets[place]
      isASCII = isASCII && octet < 0x80
      units.append(0x80..<0xa0 ~= octet ? upper[Int(octet) - 0x80] : UInt16(octet))
    }
    return isASCII ? String(decoding: octets) : String(decoding: units, as: UTF16.self)
  }
}
