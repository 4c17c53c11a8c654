import Formats
import Testing

@Suite("Shape of tables")
struct TableShaperTests {
  /// The rows that come out, and what is wrong with those that say so.
  static func shaped(_ source: TableShaper.Source, _ rows: [[String]]) -> [TableRow] {
    var shaper = TableShaper(source)
    var out: [TableRow] = []
    for (place, row) in rows.enumerated() {
      shaper.take(TableRow(line: place + 1, cells: row))
      while let row = shaper.next() { out.append(row) }
    }
    shaper.finish()
    while let row = shaper.next() { out.append(row) }
    return out
  }

  static let text = TableShaper.Source.text(quotesHeader: false)

  @Test("P8: empty rows are left out, and keep their numbers")
  func empty() {
    let rows = Self.shaped(Self.text, [["", " "], ["a", "b"], ["", ""], ["c", "d"], [""]])
    #expect(rows.map(\.cells) == [["a", "b"], ["c", "d"]])
    #expect(rows.map(\.line) == [2, 4])
  }

  @Test(
    "P8: a title above the header is left out",
    arguments: [
      (TableShaper.Source.sheet, [["Adresser"], ["Namn", "E-post"], ["Åsa", "a@x.se"]]),
      (text, [["Adresser", "", ""], ["Namn", "E-post", "Ort"], ["Åsa", "a@x.se", "x"]]),
      (text, [["Adresser"], [], ["Namn", "E-post", "Ort"], ["Åsa", "a@x.se", "x"]]),
      (text, [["# lista"], ["# två"], ["Namn", "E-post"], ["Åsa", "a@x.se"]]),
    ])
  func titles(source: TableShaper.Source, rows: [[String]]) {
    #expect(Self.shaped(source, rows).map(\.cells) == Array(rows.suffix(2)))
  }

  @Test(
    "P8: a header of one cell is one, whatever stands beside the column below",
    arguments: [
      [["E-post"], ["a@x.se"]], [["E-post"], ["a@x.se", "kommentar"]], [["Namn"], ["Åsa"], ["Bo"]],
    ])
  func headers(rows: [[String]]) {
    #expect(Self.shaped(.sheet, rows).map(\.cells) == rows)
  }

  @Test("P8: R's header over numbered rows gets its missing first cell")
  func rowNames() {
    let rows = [["Namn", "Ort"], ["1", "Åsa", "x"], ["2", "Bo", "y"]]
    #expect(Self.shaped(.text(quotesHeader: true), rows)[0].cells == ["", "Namn", "Ort"])
    #expect(Self.shaped(Self.text, rows)[0].cells == ["Namn", "Ort"])
  }

  @Test("P8: rows that are too narrow are filled and told, rows that are too wide refused")
  func ragged() {
    let rows = Self.shaped(
      Self.text,
      [["a", "b", "c"], ["1", "2"], ["1", "2", "3", ""], ["1", "2", "3", "4"], ["x@y", "1"]])
    #expect(rows.map(\.fault) == [nil, .missingCells, nil, .surplusCells, .missingCells])
    #expect(rows[1].cells == ["1", "2", ""])
    #expect(rows[2].cells == ["1", "2", "3"])
    #expect(rows.map { $0.fault?.isReadable } == [nil, true, nil, false, true])
  }

  @Test("P8: a row that a bare line break tore apart is refused with the line where it begins")
  func torn() {
    let rows = Self.shaped(
      Self.text,
      [
        ["Namn", "E-post", "Ort", "Kod"], ["Åsa", "a@x.se", "rad ett"], ["rad två", "1"],
        ["Bo", "b@x.se", "y", "2"], ["Cia", "c@x.se", "rad"], ["rad"], ["rad", "3"],
      ])
    #expect(rows.map(\.fault) == [nil, .brokenLine, nil, .brokenLine])
    #expect(rows.map(\.line) == [1, 2, 4, 5])
  }

  @Test("P8: narrow rows that each hold an address are rows")
  func narrow() {
    let rows = Self.shaped(
      Self.text,
      [["Namn", "E-post", "Ort"], ["Åsa", "a@x.se"], ["Bo", "b@x.se"], ["Cia", "c@x.se", "x"]])
    #expect(rows.map(\.fault) == [nil, .missingCells, .missingCells, nil])
  }

  @Test("P8: an unreadable row is told in its place, the header before it")
  func unreadable() {
    var shaper = TableShaper(Self.text)
    shaper.take(TableRow(line: 1, cells: [], fault: .unterminatedQuote))
    shaper.take(TableRow(line: 2, cells: ["a", "b"]))
    shaper.take(TableRow(line: 3, cells: ["1"]))
    shaper.take(TableRow(line: 4, cells: [], fault: .invalidText))
    shaper.finish()
    var lines: [Int] = []
    while let row = shaper.next() { lines.append(row.line) }
    #expect(lines == [2, 1, 3, 4])
  }

  @Test("P7: every fault has its sentence in both languages")
  func sentences() {
    for fault in RowFault.allCases {
      #expect(fault.swedish.hasSuffix("."))
      #expect(fault.english.hasSuffix("."))
    }
    for size in TableFault.Size.allCases {
      #expect(TableFault.tooLarge(size).swedish.hasSuffix("."))
    }
  }
}
