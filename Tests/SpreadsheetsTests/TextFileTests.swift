import Formats
import Spreadsheets
import Testing

@Suite("Text files")
struct TextFileTests {
  @Test("P8: a text file comes out as a table, marks of formulas taken away")
  func table() throws {
    let text = "Namn;Telefon\r\n\r\nÅsa;'+46701234567\r\nBo\r\nCia;1;2\r\n\"Eva;3\r\n"
    let rows = try ReadTable.all(Array(text.utf8))
    #expect(
      rows.map(\.cells) == [
        ["Namn", "Telefon"], ["Åsa", "+46701234567"], ["Bo", ""], ["Cia", "1", "2"], [],
      ])
    #expect(rows.map(\.fault) == [nil, nil, .missingCells, .surplusCells, .unterminatedQuote])
    #expect(rows.map(\.line) == [1, 3, 4, 5, 6])
  }

  @Test("P8: a row that is not of the file's encoding is told with its line")
  func encoding() throws {
    let rows = try ReadTable.all(
      Array("Åsa,Öberg\nBo,".utf8) + [0xe5, 0x0a] + Array("Örjan,Ek\n".utf8))
    #expect(rows.map(\.fault) == [nil, .invalidText, nil])
  }
}
