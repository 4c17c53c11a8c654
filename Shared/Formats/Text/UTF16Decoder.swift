/// Turns UTF-16 into UTF-8, piece by piece; half of a surrogate pair becomes U+FFFD.
struct UTF16Decoder {
  private let isBigEndian: Bool
  /// The first octet of a unit whose second has not come.
  private var half: UInt8?
  /// The first half of a surrogate pair whose second has not come.
  private var high: UInt16?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// The octets of UTF-8 for the next octets of UTF-16; both may be cut anywhere.
  mutating func decode(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(octets.count)
    for octet in octets {
      guard let first = half else {
        half = octet
        continue
      }
      half = nil
      take(
        isBigEndian ? UInt16(first) << 8 | UInt16(octet) : UInt16(octet) << 8 | UInt16(first),
        to: &text)
    }
    return text
  }

  /// The rest when the text is over: U+FFFD if it was cut inside a character.
  mutating func finish() -> [UInt8] {
    let isCut = half != nil || high != nil
    (half, high) = (nil, nil)
    return isCut ? Array("\u{fffd}".utf8) : []
  }

  private mutating func take(_ unit: UInt16, to text: inout [UInt8]) {
    if let first = high {
      high = nil
      if 0xdc00..<0xe000 ~= unit {
        let value = 0x10000 + (UInt32(first - 0xd800) << 10) + UInt32(unit - 0xdc00)
        return append(value, to: &text)
      }
      append(0xfffd, to: &text)
    }
    switch unit {
    case 0xd800..<0xdc00: high = unit
    case 0xdc00..<0xe000: append(0xfffd, to: &text)
    default: append(UInt32(unit), to: &text)
    }
  }

  private func append(_ value: UInt32, to text: inout [UInt8]) {
    if value < 0x80 { return text.append(UInt8(value)) }
    Unicode.Scalar(value).map { text.append(contentsOf: UTF8.encode($0) ?? .init()) }
  }
}
