import Hashing
import Testing

@Suite("Hashing")
struct HashingTests {
  @Test(
    "SHA-256 gives the digests of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
          + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func digests(text: String, expected: String) {
    #expect(hexadecimal(SHA256.hash(Array(text.utf8))) == expected)
  }

  @Test("SHA-256 of a million letters, in pieces, is FIPS 180-4's")
  func pieces() {
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    var state = SHA256()
    for _ in 0..<1000 { state.update(piece) }
    #expect(
      hexadecimal(state.finish())
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("A digest does not depend on how the bytes were cut")
  func cuts() {
    let whole = (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for cut in stride(from: 0, through: 500, by: 13) {
      var state = SHA256()
      state.update(Array(whole[..<cut]))
      state.update(whole.span.extracting(cut...))
      #expect(state.finish() == SHA256.hash(whole))
    }
  }

  @Test(
    "HMAC gives the tags of RFC 4231",
    arguments: [
      (
        [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
      ),
      (
        Array(1...25), [UInt8](repeating: 0xcd, count: 50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
      ),
      (
        [UInt8](repeating: 0xaa, count: 131),
        Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      (
        [UInt8](repeating: 0xaa, count: 131),
        Array(
          ("This is a test using a larger than block-size key and a larger than block-size data. "
            + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
      ),
      ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ] as [([UInt8], [UInt8], String)])
  func tags(key: [UInt8], data: [UInt8], expected: String) {
    let hmac = HMACSHA256(key: key)
    #expect(hexadecimal(hmac.tag(data)) == expected)
  }

  @Test("A key is never shown")
  func secret() {
    let hmac = HMACSHA256(key: [0x73, 0x65])
    var shown = "\(hmac)\(String(reflecting: hmac))"
    dump(hmac, to: &shown)
    #expect(!shown.contains("115"))
  }

  @Test("Hexadecimal gives each byte two lower-case digits")
  func digits() {
    let all = Array(UInt8.min...UInt8.max)
    let expected = all.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hexadecimal(all) == expected)
    #expect(hexadecimal([]) == "")
  }
}
