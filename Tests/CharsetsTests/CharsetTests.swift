import Charsets
import Testing

@Suite("Charsets")
struct CharsetTests {
  private func text(_ octets: [UInt8], _ name: String?) -> String {
    String(
      decoding: Charset.utf8(octets[...], announced: name.map { Array($0.utf8)[...] }),
      as: UTF8.self)
  }

  @Test(
    "Octets are read as their charset says, in any of its spellings",
    arguments: [
      ([0xe5, 0xe4, 0xf6], "ISO-8859-1", "åäö"), ([0xe5, 0xe4, 0xf6], "latin1", "åäö"),
      ([0x80, 0x93], "windows-1252", "€“"), ([0x80, 0x93], "cp1252", "€“"),
      ([0xa4], "iso-8859-15", "€"), ([0xcf, 0xd2], "KOI8-R", "ор"),
      ([0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42], "ISO-2022-JP", "あ"),
      ([0x82, 0xa0], "Shift_JIS", "あ"), ([0xa4, 0xa2], "euc-jp", "あ"),
      ([0xc4, 0xe3], "gb2312", "你"), ([0xa7, 0x41], "Big5", "你"),
      ([0xc3, 0xa5], "utf-8", "å"), ([0xc3, 0xa5], "UTF8", "å"), ([0xc3, 0xa5], "\"utf-8\"", "å"),
    ] as [([UInt8], String, String)])
  func known(octets: [UInt8], name: String, expected: String) {
    #expect(text(octets, name) == expected)
  }

  @Test("Where no charset is announced, or one that nobody knows, UTF-8 is read, else Windows-1252")
  func unknown() {
    for name in [nil, "", "x-unknown", "us-ascii", "unknown-8bit", "../../etc/passwd", "åäö"] {
      #expect(text([0xc3, 0xa5], name) == "å")
      #expect(text([0x61, 0xe5], name) == "aå")
    }
  }

  @Test("ASCII is the same in every charset that holds it, and is not copied")
  func ascii() {
    for name in ["utf-8", "iso-8859-1", "shift_jis", "koi8-r", "x-unknown"] {
      #expect(text(Array("Hej, 550 5.1.1".utf8), name) == "Hej, 550 5.1.1")
    }
  }

  @Test("Any octets under any name give well-formed UTF-8")
  func anything() {
    let all = (0...255).map { UInt8($0) }
    let names = [
      "utf-8", "utf-7", "utf-16", "utf-16le", "utf-32", "iso-2022-jp", "shift_jis", "gb18030",
      "big5",
      "euc-kr", "hz-gb-2312", "windows-1252", "iso-8859-8", "tis-620", "viscii", "x-unknown",
    ]
    for name in names {
      for octets in [all, Array(all.reversed()), Array(all[128...]), [0xff], [0x1b], [0xc3]] {
        let converted = Charset.utf8(octets[...], announced: Array(name.utf8)[...])
        #expect(String(validating: converted, as: UTF8.self) != nil, "\(name)")
      }
    }
  }

  @Test("A text of a million octets is read whole")
  func long() {
    let octets = [UInt8](repeating: 0xe5, count: 1_000_000)
    #expect(text(octets, "iso-8859-1").unicodeScalars.count == 1_000_000)
    #expect(text(octets, nil).unicodeScalars.count == 1_000_000)
  }
}
