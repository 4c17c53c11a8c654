import Formats
import Spreadsheets
import Testing

@Suite("Excel workbooks")
struct WorkbookTests {
  @Test(
    "P8: a cell's text comes out, whichever way it is written",
    arguments: [
      ("<c r='A1' t='s'><v>0</v></c>", "E-post"),
      ("<c r='A1' t='inlineStr'><is><t>Åsa</t></is></c>", "Åsa"),
      ("<c t='str'><f>x</f><v>Åsa</v></c>", "Åsa"),
      ("<c t='inlineStr'><is><r><t>E-</t></r><r><rPr><b/></rPr><t>post</t></r></is></c>", "E-post"),
      ("<c t='inlineStr'><is><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></is></c>", "東京"),
      ("<c t='inlineStr'>\n  <is>\n  <t xml:space='preserve'> a </t>\n</is> </c>", " a "),
      ("<c t='inlineStr'><is><t>rad ett&#13;&#10;rad två</t></is></c>", "rad ett\r\nrad två"),
      ("<c t='inlineStr'><is><t><![CDATA[a<b]]>&amp;c</t></is></c>", "a<b&c"),
      ("<c t='inlineStr'><is><t>_x0041__x005F_x0041_</t></is></c>", "_x0041__x0041_"),
      ("<c t='inlineStr'><v>1.0</v><is><r><t>1</t></r><r><t>.</t></r></is></c>", "1."),
      ("<c t='inlineStr'><is><t>1.</t></is><v>1.0</v></c>", "1."),
      ("<c t='inlineStr'><v>1.0</v></c>", "1.0"),
      ("<c><v>12345.678900000001</v></c>", "12345.6789"),
      ("<c t='s'><v>1</v></c>", "a\r\nb"), ("<c t='n'><v>46701234567</v></c>", "46701234567"),
      ("<c><v>701234567.0</v></c>", "701234567"), ("<c t='b'><v>1</v></c>", "TRUE"),
      ("<c t='b'><v>0</v></c>", "FALSE"), ("<c><v>True</v></c>", "TRUE"),
      ("<c t='b'><f>TRUE()</f><v>1</v></c>", "TRUE"),
      ("<c t='d'><v>2026-11-30T08:15:00Z</v></c>", "2026-11-30 08:15"),
      ("<c t='d'><v>2026-11-30</v></c>", "2026-11-30"),
      ("<c s='1'><v>46356</v></c>", "2026-11-30"),
      ("<c s='2'><v>46356.34375</v></c>", "2026-11-30 08:15"),
      ("<c s='3'><v>701234567</v></c>", "0701234567"), ("<c s='99'><v>5</v></c>", "5"),
      ("<c><v>0</v></c>", "0"),
      ("<c t='inlineStr'><is><t>'+46701234567</t></is></c>", "+46701234567"),
    ])
  func cells(cell: String, text: String) {
    var sample = Sample("<row r='1'>\(cell)</row>")
    sample.texts = "<si><r><t>E-</t></r><r><t>post</t></r></si><si><t>a_x000D_\nb</t></si>"
    sample.styles = """
      <numFmts><numFmt formatCode='0000000000' numFmtId='165'/></numFmts>\
      <cellStyleXfs><xf numFmtId='22'/></cellStyleXfs>\
      <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='165'/></cellXfs>
      """
    #expect(ReadTable(sample.octets) == .rows([[text]]))
  }

  @Test(
    "P8: a cell that says nothing is empty",
    arguments: [
      "<c/>", "<c s='4'/>", "<c t='s'></c>", "<c t='inlineStr'/>", "<c t='e'><v>#N/A</v></c>",
      "<c><f>A1&amp;B1</f></c>", "<c><f>A1</f><v/></c>", "<c t='str'><f>A1</f><v></v></c>",
    ])
  func empty(cell: String) {
    let sample = Sample("<row>\(cell)<c><v>1</v></c></row>")
    #expect(ReadTable(sample.octets) == .rows([["", "1"]]))
  }

  @Test(
    "P8: a formula's 0 is empty where the workbook says that all must be computed, and only there")
  func dummies() {
    var sample = Sample(
      "<row><c><f>1-1</f><v>0</v></c><c><v>0</v></c><c><f>1+1</f><v>2</v></c></row>")
    #expect(ReadTable(sample.octets) == .rows([["0", "0", "2"]]))
    sample.calculation = "<calcPr fullCalcOnLoad='1'/>"
    #expect(ReadTable(sample.octets) == .rows([["", "0", "2"]]))
  }

  @Test("P8: rows and cells stand where they say, else behind the one before")
  func places() throws {
    let sample = Sample(
      """
      <row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c r='C4'><v>3</v></c><c><v>4</v></c></row>\
      <row/><row><c r='b6'><v>5</v></c></row>
      """)
    let rows = try ReadTable.all(sample.octets)
    #expect(rows.map(\.cells) == [["1", "2"], ["", "", "3", "4"], ["", "5"]])
    #expect(rows.map(\.line) == [1, 4, 6])
  }

  @Test("P8: a number that has lost digits is told by its column")
  func rounded() throws {
    let sample = Sample(
      "<row><c><v>1.234567890123457E+16</v></c><c><v>123456789012345</v></c></row>")
    let rows = try ReadTable.all(sample.octets)
    #expect(rows.map(\.cells) == [["12345678901234570", "123456789012345"]])
    #expect(rows.map(\.roundedColumns) == [[0]])
  }

  @Test("P8: days count from the epoch that the workbook names", arguments: ["1", "true"])
  func epochs(flag: String) {
    var sample = Sample("<row><c s='0'><v>44894</v></c></row>")
    sample.styles = "<cellXfs><xf numFmtId='14'/></cellXfs>"
    sample.properties = "<workbookPr date1904='\(flag)'/>"
    #expect(ReadTable(sample.octets) == .rows([["2026-11-30"]]))
    sample.properties = "<workbookPr date1904='0'/>"
    #expect(ReadTable(sample.octets) == .rows([["2022-11-29"]]))
  }

  @Test("P8: strict and prefixed names are the same names, those of other namespaces are not")
  func namespaces() {
    var sample = Sample(Sample.row("a"))
    sample.namespace = Sample.strict
    #expect(ReadTable(sample.octets) == .rows([["a"]]))
    let prefixed = Sample(
      """
      <x:row xmlns:x='\(Sample.main)'><x:c t='inlineStr'><x:is><x:t>b</x:t></x:is></x:c></x:row>\
      <row xmlns='urn:other'><c><v>1</v></c></row>
      """)
    #expect(ReadTable(prefixed.octets) == .rows([["b"]]))
  }

  @Test(
    "P8: targets lead to their parts, relative or from the root",
    arguments: ["", "/xl/", "./", "../xl/", ".\\"])
  func targets(prefix: String) {
    var sample = Sample("<row><c t='s'><v>0</v></c></row>")
    sample.texts = "<si><t>a</t></si>"
    sample.targets = prefix
    #expect(ReadTable(sample.octets) == .rows([["a"]]))
  }

  @Test("P8: parts are found in any case, and with the slashes of Windows")
  func spellings() {
    var sample = Sample("<row><c t='s'><v>0</v></c></row>")
    (sample.texts, sample.zip.slash) = ("<si><t>a</t></si>", "\\")
    #expect(ReadTable(sample.octets) == .rows([["a"]]))
    sample.targets = "/XL/"
    #expect(ReadTable(sample.octets) == .rows([["a"]]))
  }

  @Test("P8: an archive is read whichever way it is packed")
  func packings() {
    var sample = Sample(Sample.row("a"))
    for packing in [ZipWriter.Packing.stored, .deflated] {
      for (descriptors, zip64) in [(false, false), (true, false), (false, true), (true, true)] {
        sample.packing = packing
        (sample.zip.hasDescriptors, sample.zip.isZip64) = (descriptors, zip64)
        #expect(ReadTable(sample.octets) == .rows([["a"]]), "\(packing) \(descriptors) \(zip64)")
      }
    }
  }

  @Test("P8: the first sheet that people see is read, or the one that is named")
  func sheets() {
    var sample = Sample(Sample.row("hemlig"), Sample.row("synlig"), Sample.row("andra"))
    sample.names = ["Gömd", "Adresser", "Åsas &amp; Bos"]
    sample.states = ["state='hidden'", "state='visible'"]
    #expect(ReadTable(sample.octets) == .rows([["synlig"]]))
    #expect(ReadTable(sample.octets, sheet: "Gömd") == .rows([["hemlig"]]))
    #expect(ReadTable(sample.octets, sheet: "Åsas & Bos") == .rows([["andra"]]))
    let unknown = TableFault.unknownSheet(
      "Blad1", among: sample.names.map { $0.replacing("&amp;", with: "&") })
    #expect(ReadTable(sample.octets, sheet: "Blad1") == .refused(unknown))
    #expect(unknown.swedish.contains("”Adresser”"))
    sample.states = Array(repeating: "state='veryHidden'", count: 3)
    #expect(ReadTable(sample.octets) == .refused(.noSheet))
  }

  @Test("P8: a title above the header, merged cells and remarks do not stand in the way")
  func title() {
    let sample = Sample(
      Sample.row("Adresser") + "<row/>" + Sample.row("Namn", "E-post") + Sample.row("Åsa", "a@x.se")
    )
    #expect(ReadTable(sample.octets) == .rows([["Namn", "E-post"], ["Åsa", "a@x.se"]]))
  }

  @Test("P8: more shared texts than memory holds come out all the same, in any order")
  func manyTexts() throws {
    let count = 60_000
    let texts = (0..<count).map { "text \($0) " + String(repeating: "å", count: $0 % 60) }
    let order = (0..<count).map { $0 * 7919 % count }
    var sample = Sample(
      order.map { "<row><c t='s'><v>\($0)</v></c></row>" }.joined())
    sample.texts = texts.map { "<si><t>\($0)</t></si>" }.joined()
    let rows = try ReadTable.all(sample.octets)
    #expect(rows.map { $0.cells[0] } == order.map { texts[$0] })
  }
}
