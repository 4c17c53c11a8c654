import Formats
import Spreadsheets
import Testing

@Suite("OpenDocument spreadsheets")
struct OpenDocumentTests {
  static func read(_ cells: String) -> ReadTable {
    let rows = "<table:table-row>\(cells)</table:table-row>"
    return ReadTable(OpenDocumentSample(OpenDocumentSample.sheet(rows)).octets)
  }

  @Test(
    "P8: a cell's value comes out, whichever type it has",
    arguments: [
      ("office:value-type='string'", "<text:p>Åsa</text:p>", "Åsa"),
      (
        "office:value-type='string'", "<text:p>rad ett</text:p><text:p>rad två</text:p>",
        "rad ett\nrad två"
      ),
      (
        "office:value-type='string'",
        "<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a   b\tc\nd"
      ),
      ("office:value-type='string'", "<text:p>E-<text:span>po</text:span>st</text:p>", "E-post"),
      ("office:value-type='string' office:string-value='x'", "", "x"),
      (
        "office:value-type='string'",
        "<office:annotation><text:p>nej</text:p></office:annotation><text:p>ja</text:p>", "ja"
      ),
      (
        "office:value-type='float' office:value='701234567'", "<text:p>701234567.00</text:p>",
        "701234567"
      ),
      ("office:value-type='float' office:value='1e+15'", "<text:p>1</text:p>", "1000000000000000"),
      ("office:value-type='percentage' office:value='0.12'", "<text:p>12%</text:p>", "0.12"),
      (
        "office:value-type='date' office:date-value='2026-11-30'", "<text:p>30/11</text:p>",
        "2026-11-30"
      ),
      ("office:value-type='date' office:date-value='2026-11-30T08:15:00'", "", "2026-11-30 08:15"),
      ("office:value-type='time' office:time-value='PT08H15M00S'", "", "08:15"),
      ("office:value-type='boolean' office:boolean-value='true'", "<text:p>SANT</text:p>", "TRUE"),
      ("office:value-type='boolean' office:boolean-value='false'", "", "FALSE"),
      (
        "table:formula='of:=TRUE()' office:value-type='float' office:value='1'",
        "<text:p>1</text:p>", "TRUE"
      ),
      ("table:formula='of:=1+1' office:value-type='float' office:value='2'", "", "2"),
    ])
  func values(attributes: String, content: String, text: String) {
    #expect(
      Self.read("<table:table-cell \(attributes)>\(content)</table:table-cell>") == .rows([[text]]))
  }

  @Test(
    "P8: a cell that says nothing is empty",
    arguments: [
      "<table:table-cell/>",
      "<table:table-cell table:formula='of:=NA()' office:value-type='string'><text:p>#N/A</text:p></table:table-cell>",
      "<table:table-cell table:formula='of:=[.A1]'/>",
      "<table:covered-table-cell office:value-type='string'><text:p>x</text:p></table:covered-table-cell>",
      "<table:table-cell office:value-type='string' calcext:value-type='error'><text:p>#N/A</text:p></table:table-cell>",
    ])
  func empty(cell: String) {
    let one = "<table:table-cell office:value-type='float' office:value='1'/>"
    #expect(Self.read(cell + one) == .rows([["", "1"]]))
  }

  static func cell(_ text: String, _ attributes: String = "") -> String {
    "<table:table-cell office:value-type='string' \(attributes)><text:p>\(text)</text:p></table:table-cell>"
  }

  @Test("P8: what is written once and repeated comes as often; what is empty at the end does not")
  func repeated() throws {
    let rows = """
      <table:table-row>\(Self.cell("a"))<table:table-cell table:number-columns-repeated='2'/>\
      \(Self.cell("b", "table:number-columns-repeated='2'"))<table:table-cell table:number-columns-repeated='16379'/></table:table-row>\
      <table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>\
      <table:table-row table:number-rows-repeated='2'>\(Self.cell("c"))</table:table-row>\
      <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>
      """
    let read = try ReadTable.all(OpenDocumentSample(OpenDocumentSample.sheet(rows)).octets)
    #expect(
      read.map(\.cells) == [
        ["a", "", "", "b", "b"], ["c", "", "", "", ""], ["c", "", "", "", ""],
      ])
    #expect(read.map(\.line) == [1, 5, 6])
  }

  @Test("P8: repetition beyond a sheet's size, or beyond reason, is refused")
  func growing() {
    let wide =
      "<table:table-row>\(Self.cell("a", "table:number-columns-repeated='16385'"))</table:table-row>"
    let long =
      "<table:table-row table:number-rows-repeated='1048577'>\(Self.cell("a"))</table:table-row>"
    let large =
      "<table:table-row>\(Self.cell(String(repeating: "x", count: 9999), "table:number-columns-repeated='9999'"))</table:table-row>"
    let many =
      "<table:table-row table:number-rows-repeated='9999'>\(Self.cell("a", "table:number-columns-repeated='9999'"))</table:table-row>"
    let spaces =
      "<table:table-row>\(Self.cell(String(repeating: "<text:s text:c='2000000'/>", count: 9)))</table:table-row>"
    for (rows, size) in [
      (wide, TableFault.Size.sheet), (long, .sheet), (large, .cell), (many, .ratio),
      (spaces, .cell),
    ] {
      let octets = OpenDocumentSample(OpenDocumentSample.sheet(rows)).octets
      #expect(ReadTable(octets) == .refused(.tooLarge(size)))
    }
  }

  @Test("P8: the first sheet that people see is read, or the one that is named")
  func sheets() {
    let row = { "<table:table-row>\(Self.cell($0))</table:table-row>" }
    var sample = OpenDocumentSample(
      OpenDocumentSample.sheet(row("hemlig"), "table:name='Gömd' table:style-name='ta1'")
        + OpenDocumentSample.sheet(row("synlig"), "table:style-name='ta2' table:name='Adresser'"))
    sample.styles = """
      <style:style style:name='ta1' style:family='table'><style:table-properties table:display='false'/></style:style>\
      <style:style style:name='ta2' style:family='table'><style:table-properties table:display='true'/></style:style>
      """
    #expect(ReadTable(sample.octets) == .rows([["synlig"]]))
    #expect(ReadTable(sample.octets, sheet: "Gömd") == .rows([["hemlig"]]))
    #expect(
      ReadTable(sample.octets, sheet: "x")
        == .refused(.unknownSheet("x", among: ["Gömd", "Adresser"])))
  }

  @Test("P8: a table inside of a cell is not the sheet's")
  func nested() {
    let inner =
      "<table:table table:name='i'><table:table-row>\(Self.cell("inre"))</table:table-row></table:table>"
    let rows =
      "<table:table-row><table:table-cell office:value-type='string'>\(inner)<text:p>yttre</text:p></table:table-cell></table:table-row>"
    #expect(
      ReadTable(OpenDocumentSample(OpenDocumentSample.sheet(rows)).octets) == .rows([["yttre"]]))
  }

  @Test("P8: a locked spreadsheet is refused, and so is another kind of document")
  func others() {
    var sample = OpenDocumentSample(OpenDocumentSample.sheet(""))
    sample.manifest = "<m:file-entry><m:encryption-data/></m:file-entry>"
    #expect(ReadTable(sample.octets) == .refused(.encrypted))
    var zip = ZipWriter()
    zip.add(
      "content.xml",
      "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>")
    #expect(ReadTable(zip.finish()) == .refused(.unknownFormat))
  }
}
