import Formats
import Testing

@Suite("Form of CSV")
struct CSVDetectorTests {
  @Test(
    "P8: the separator is the one that parts the rows alike",
    arguments: [
      ("Namn,E-post\nÅsa,a@x.se\n", ","), ("Namn;E-post\nEk, Anna;a@x.se\nÖst, Bo;b@x.se\n", ";"),
      ("Namn\tE-post\nEk, Anna\ta@x.se\n", "\t"), ("a|b|c\n1|2|3\n", "|"),
      ("id;belopp;namn\n1;100,50;Åsa\n2;7,25;Bo\n", ";"),
      ("Efternamn, förnamn;E-post;Telefon\nEk, Anna;a@x.se;070\n", ";"),
      ("# lista\nid,namn\n1,Åsa\n2,Bo\n", ","), ("Adresser\n\na;b;c\n1;2;3\n", ";"),
      ("a,b\n1\n2\n3\n4\n", ","), ("\"a;b\",\"c;d\"\n\"1;2\",\"3\"\n", ","),
    ])
  func separator(text: String, separator: Unicode.Scalar) {
    #expect(ReadCSV(Array(text.utf8)).dialect.separator == UInt8(ascii: separator))
  }

  @Test(
    "P8: a file of one column is read as one",
    arguments: ["E-post\na@x.se\nb@x.se\n", "Namn\nEk, Anna\nÖst, Bo\n", "Namn\nÅsa; Bo\n", "x\n"])
  func oneColumn(text: String) {
    let rows = text.split(separator: "\n").map { [String($0)] }
    #expect(ReadCSV(Array(text.utf8)).rows == rows)
  }

  @Test("P8: Excel's line `sep=;` names the separator and is no row", arguments: ["\n", "\r\n"])
  func named(lineEnd: String) {
    let text = "sep=;\(lineEnd)a,b;c\(lineEnd)d;e\(lineEnd)"
    for octets in [
      Array(text.utf8), .utf16(text, isBigEndian: false), [0xef, 0xbb, 0xbf] + text.utf8,
    ] {
      let read = ReadCSV(octets)
      #expect(read.rows == [["a,b", "c"], ["d", "e"]])
      #expect(read.lines == [2, 3])
    }
  }

  @Test(
    "P8: what backslashes mean is told by the company that they keep",
    arguments: [
      ("a,b\nC:\\post\\,\\N\n", CSVDialect.Quoting.doubled), ("a,b\n\"a\\\"\"b\",x\n", .doubled),
      ("a,b\n\"{\"\"k\"\": \"\"v\\\"\"w\"\"}\",x\n", .doubled), ("a,b\n1,2\n", .doubled),
      ("a;b\n\"Bo \"\"B\"\"\";\"a\\\"b\"\n", .doubledUnlessEscaped),
      ("\"a\",\"b\"\n\"Bo \\\"B\\\"\",x\n", .escaped), ("a,\\N\n", .escaped),
      ("\"x\",\"C:\\\\post\\\\\"\n", .escaped), ("a\tb\\\nc\t\\N\n", .escaped),
    ])
  func backslashes(text: String, quoting: CSVDialect.Quoting) {
    #expect(ReadCSV(Array(text.utf8)).dialect.quoting == quoting)
  }

  @Test(
    "P8: each encoding gives the same rows",
    arguments: ["a;Öberg\r\nÅsa;\"rad ett\nrad två\"\r\n", "Förnamn,E-post\nÅsa,å@x.se\n"])
  func encodings(text: String) {
    let plain = ReadCSV(Array(text.utf8)).rows
    for (octets, encoding) in [
      ([0xef, 0xbb, 0xbf] + Array(text.utf8), TextEncoding.utf8),
      (.utf16(text, isBigEndian: false), .utf16LittleEndian),
      (.utf16(text, isBigEndian: true), .utf16BigEndian),
      (.utf16(text, isBigEndian: false, mark: false), .utf16LittleEndian),
      (.utf16(text, isBigEndian: true, mark: false), .utf16BigEndian),
      (.windows1252(text), .windows1252),
    ] {
      for piece in [1, 2, 3, 1000] {
        let read = ReadCSV(octets, piece: piece)
        #expect(read.encoding == encoding)
        #expect(read.rows == plain, "\(encoding), pieces of \(piece)")
      }
    }
  }

  @Test("P8: Windows-1252 has characters where ISO 8859-1 has none")
  func windows1252() {
    #expect(
      ReadCSV([0x80, 0x2c, 0x99, 0x0a, 0xe5, 0x2c, 0x81]).rows == [["€", "™"], ["å", "\u{81}"]])
  }

  @Test("P8: one octet that is no UTF-8 spoils no letter but its own")
  func mixed() {
    let octets = Array("Åsa,Öberg\nBo,".utf8) + [0xe5] + Array("s\nÖrjan,Ek\n".utf8)
    let read = ReadCSV(octets)
    #expect(read.encoding == .utf8)
    #expect(read.rows == [["Åsa", "Öberg"], ["Bo", "?"], ["Örjan", "Ek"]])
  }

  @Test("P8: half of a pair in UTF-16 becomes a mark, and so does half of a character at the end")
  func brokenUTF16() {
    let halves: [UInt8] = [
      0xff, 0xfe, 0x00, 0xd8, 0x2c, 0x00, 0x00, 0xdc, 0x3d, 0xd8, 0x00, 0xde, 0x41,
    ]
    #expect(ReadCSV(halves).rows == [["\u{fffd}", "\u{fffd}😀\u{fffd}"]])
  }

  @Test(
    "P8: files that are no text are told by their first octets",
    arguments: [
      ([0x50, 0x4b, 3, 4], FileKind.archive),
      ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], .compound), ([0x1f, 0x8b, 8, 0], .other),
      (Array("%PDF-1.7".utf8), .other), (Array("\r\n<HTML><body>".utf8), .other),
      ([0xef, 0xbb, 0xbf] + Array("<?xml version".utf8), .other),
      (Array("Namn;E-post".utf8), .text),
    ] as [([UInt8], FileKind)])
  func kinds(head: [UInt8], kind: FileKind) {
    #expect(FileKind(head[...]) == kind)
  }
}
