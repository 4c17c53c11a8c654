import Messaging
import RawAMQP
import Testing

@Suite("Encoded properties without their headers")
struct PropertyBytesTests {
  /// Flags of two octets, and the values: content type and encoding, headers, a message id.
  private static func bytes(
    _ flags: UInt16, type: String?, encoding: String?, headers: [UInt8]?, id: String?
  ) -> [UInt8] {
    var wire = Wire()
    wire.add(flags)
    for text in [type, encoding].compactMap(\.self) { wire.short(text) }
    if let headers { wire.long(headers) }
    if let id { wire.short(id) }
    return wire.bytes
  }

  private static func withoutHeaders(_ bytes: [UInt8]) -> [UInt8] {
    PropertyBytes.withoutHeaders(bytes.span)
  }

  @Test(
    "What stands before and after the headers is kept as it is",
    arguments: [nil, "", "text/plain"] as [String?], [nil, "utf-8"] as [String?])
  func kept(type: String?, encoding: String?) {
    let flags: UInt16 =
      (type == nil ? 0 : 0x8000) | (encoding == nil ? 0 : 0x4000) | 0x0080
    let without = Self.bytes(flags, type: type, encoding: encoding, headers: nil, id: "m")
    for headers in [[], [1, 2, 3], [UInt8](repeating: 0x41, count: 70_000)] {
      let with = Self.bytes(
        flags | 0x2000, type: type, encoding: encoding, headers: headers, id: "m")
      #expect(Self.withoutHeaders(with) == without)
    }
    #expect(Self.withoutHeaders(without) == without)
  }

  @Test("Of what ends too early nothing is kept, wherever it ends")
  func malformed() {
    let whole = Self.bytes(0xe000, type: "t", encoding: "e", headers: [1, 2, 3], id: nil)
    for count in 0..<whole.count {
      #expect(Self.withoutHeaders(Array(whole.prefix(count))) == [0, 0], "\(count)")
    }
    #expect(
      Self.withoutHeaders(whole)
        == Self.bytes(0xc000, type: "t", encoding: "e", headers: nil, id: nil))
  }
}
