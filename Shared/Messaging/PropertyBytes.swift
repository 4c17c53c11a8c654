/// Properties of a message as they are encoded in its content header (AMQP 0-9-1, 4.2.6.1): flags, then
/// the values that they announce.
package enum PropertyBytes {
  private static let contentType: UInt8 = 0x80
  private static let contentEncoding: UInt8 = 0x40
  private static let headers: UInt8 = 0x20
  /// No properties.
  private static let none: [UInt8] = [0, 0]

  /// Copies encoded properties without the table of headers; nothing of them if they are malformed.
  package static func withoutHeaders(_ bytes: Span<UInt8>) -> [UInt8] {
    guard bytes.count >= 2 else { return none }
    let flags = bytes[0]
    guard flags & headers != 0 else { return copy(bytes, 0..<bytes.count) }
    // Two short texts may stand before the table.
    var place = 2
    for flag in [contentType, contentEncoding] where flags & flag != 0 {
      guard place < bytes.count else { return none }
      place += 1 + Int(bytes[place])
    }
    guard place + 4 <= bytes.count else { return none }
    let size = (0..<4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    guard place + 4 + size <= bytes.count else { return none }
    return [flags & ~headers] + copy(bytes, 1..<place)
      + copy(bytes, place + 4 + size..<bytes.count)
  }

  private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    range.map { bytes[$0] }
  }
}
