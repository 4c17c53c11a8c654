import Formats
import Spreadsheets
import TestSupport
import Testing

@Suite("Files that are refused")
struct RefusedFileTests {
  static let good = Sample(Sample.row("a", "b"))

  @Test(
    "P8: every beginning of a workbook is refused, and so is one octet that is wrong in its data")
  func truncated() {
    let octets = Self.good.octets
    for end in stride(from: 4, to: octets.count - 1, by: 3) {
      guard case .refused = ReadTable(Array(octets[..<end])) else {
        Issue.record("read \(end) of \(octets.count) octets")
        return
      }
    }
    var sample = Self.good
    sample.zip.breaksChecksums = true
    #expect(ReadTable(sample.octets) == .refused(.damaged))
  }

  @Test(
    "P8: XML that is none, or more than it needs to be, is refused",
    arguments: [
      ("<row><c><v>1</c></row>", TableFault.damaged), ("<row><c><f>A&B</f></c></row>", .damaged),
      ("<row><c t='inlineStr'><is><t>&x;</t></is></c></row>", .damaged),
      ("<row><c t='s'><v>0</v></c></row>", .damaged),
      ("<row r='x'/>", .damaged), ("<row r='1048577'/>", .tooLarge(.sheet)),
      ("<row><c r='1'/></row>", .damaged),
      ("<row><c r='XFE1'/></row>", .damaged),
      (String(repeating: "<a>", count: 80), .damaged),
      ("<row><c t='s'><v>-1</v></c></row>", .damaged),
    ])
  func malformed(sheet: String, fault: TableFault) {
    #expect(ReadTable(Sample(sheet).octets) == .refused(fault))
  }

  @Test("P8: XML made to take the parser's time or memory is refused at once")
  func costly() {
    func list(_ count: Int, _ text: (Int) -> String) -> String {
      (0..<count).map(text).joined(separator: " ")
    }
    let long = String(repeating: "x", count: 5 << 20)
    for sheet in [
      "<row \(list(300) { "a\($0)='1'" })/>", "<row \(list(300) { "xmlns:a\($0)='u\($0)'" })/>",
      list(40) { depth in "<a \(list(9) { place in "xmlns:p\(depth)x\(place)='u'" })>" }
        + String(repeating: "</a>", count: 40),
      list(50_000) { "<a\($0)/>" }, "<row x='\(long)'/>", "<!--\(long)-->", "<\(long)/>",
      "<row \(list(20_000) { "a\($0)='1'" })/>",
    ] {
      #expect(ReadTable(Sample(sheet).octets) == .refused(.damaged))
    }
  }

  @Test("P8: a document type is refused before any of its entities is one")
  func doctype() {
    var zip = ZipWriter()
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    zip.add("_rels/.rels", "\(bomb)<Relationships>&b;</Relationships>")
    zip.add("xl/workbook.xml", "<workbook/>")
    #expect(ReadTable(zip.finish()) == .refused(.damaged))
  }

  @Test("P8: an archive that grows beyond reason is refused on the way")
  func bombs() {
    var sample = Self.good
    sample.packing = .bomb(UInt8(ascii: " "), count: 90 << 20)
    #expect(ReadTable(sample.octets) == .refused(.tooLarge(.ratio)))
    var zip = ZipWriter()
    for part in 0..<10_001 { zip.add("\(part)", "") }
    #expect(ReadTable(zip.finish()) == .refused(.tooLarge(.parts)))
  }

  @Test("P8: a cell that is longer than is read is refused")
  func longCell() {
    let text = String(repeating: "x", count: 1 << 20)
    #expect(ReadTable(Sample(Sample.row(text)).octets) == .rows([[text]]))
    #expect(ReadTable(Sample(Sample.row("<![CDATA[\(text)]]>")).octets) == .rows([[text]]))
    #expect(ReadTable(Sample(Sample.row(text + text + text)).octets) == .refused(.tooLarge(.cell)))
    var sample = Sample("<row><c t='s'><v>0</v></c></row>")
    sample.texts = "<si><t>\(text)\(text)\(text)</t></si>"
    #expect(ReadTable(sample.octets) == .refused(.tooLarge(.cell)))
  }

  @Test("P8: a locked archive, a locked workbook, an old one and a binary one are told apart")
  func locked() {
    var sample = Self.good
    sample.zip.isEncrypted = true
    #expect(ReadTable(sample.octets) == .refused(.encrypted))
    #expect(ReadTable(Self.compound("EncryptedPackage")) == .refused(.encrypted))
    #expect(ReadTable(Self.compound("Workbook")) == .refused(.oldExcel))
    var zip = ZipWriter()
    zip.add("_rels/.rels", Sample.relationships([("rId1", "officeDocument", "xl/workbook.bin")]))
    zip.add("xl/workbook.bin", "")
    #expect(ReadTable(zip.finish()) == .refused(.binaryExcel))
  }

  /// The header and the directory of a compound file.
  static func compound(_ name: String) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: 2048)
    octets.replaceSubrange(0..<8, with: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    (octets[30], octets[48]) = (9, 1)
    let letters = name.utf8.flatMap { [$0, 0] as [UInt8] }
    octets.replaceSubrange(1024 + 128..<1024 + 128 + letters.count, with: letters)
    return octets
  }

  @Test("P8: what is no table is told as such")
  func others() {
    for octets in [[], [0xef, 0xbb, 0xbf], Array("\n\n;;\n".utf8), Sample("<row/>").octets] {
      #expect(ReadTable(octets) == .refused(.empty))
    }
    for octets in [[0x1f, 0x8b, 8, 0], Array("%PDF-1.7".utf8), Array("<html><table>".utf8)] {
      #expect(ReadTable(octets) == .refused(.unknownFormat))
    }
    #expect(
      ReadTable((0..<4000).map { UInt8(truncatingIfNeeded: $0 * 7 % 32) })
        == .refused(.unknownFormat))
    var zip = ZipWriter()
    zip.add("word/document.xml", "<document/>")
    #expect(ReadTable(zip.finish()) == .refused(.unknownFormat))
    #expect(
      ReadTable(Array("a,b\n".utf8), sheet: "Blad1") == .refused(.unknownSheet("Blad1", among: [])))
  }

  @Test("P8: a folder, a device and a file that is not there are refused and not waited for")
  func paths() {
    func fault(_ path: String) -> TableFault? {
      do throws(TableFault) {
        _ = try SourceFile(path: path)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault("/tmp") == .notAFile)
    #expect(fault("/dev/null") == .notAFile)
    #expect(fault("/nowhere/at/all") == .cannotOpen(2))
  }

  @Test("P8: a path below a folder leads nowhere else, by its names or over links")
  func outside() {
    func fault(_ path: String) -> TableFault? {
      do throws(TableFault) {
        _ = try SourceFile(path: path, below: "/dev")
        return nil
      } catch {
        return error
      }
    }
    // /dev/fd leads to /proc/self/fd on every Linux.
    for path in ["", "/null", "../etc/passwd", "x/../null", "./null", "a//b", "fd", "fd/0", "a\0"] {
      #expect(fault(path) == .outsideFolder, "\(path)")
    }
    #expect(fault("null") == .notAFile)
    #expect(fault("none") == .cannotOpen(2))
  }

  @Test("P8: mutated workbooks never crash, and are read or refused")
  func mutated() {
    let seed: UInt64 = 20_261_201
    print("workbooks: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    var sample = Self.good
    sample.packing = .stored
    sample.texts = "<si><r><t>a</t></r><rPh><t>b</t></rPh></si>"
    sample.styles = "<cellXfs><xf numFmtId='14'/></cellXfs>"
    sample.sheets = ["<row r='1'><c r='A1' t='s'><v>0</v></c><c s='0'><v>46356</v></c></row>"]
    let whole = sample.octets
    var read = 0
    for _ in 0..<4000 {
      var octets = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<octets.count, using: &random)
        octets[place] = UInt8.random(in: 0...255, using: &random)
      }
      if case .rows = ReadTable(octets) { read += 1 }
    }
    #expect(read > 100)
  }
}
