import Formats
import POSIX
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

  @Test("P8: memory is bounded by a row, whatever the size of the file")
  func memory() throws {
    let row = "Åsa;Öberg;asa.oberg@example.se;\"rad ett\nrad två\"\n"
    let octets = Array(String(repeating: row, count: 800_000).utf8)
    let file = try SourceFile(octets: octets[...], temporaryFolder: "/tmp")
    let before = try Self.residentPages
    var most = before
    let table = try TableFile(file, temporaryFolder: "/tmp")
    var count = 0
    while try table.next() != nil {
      count += 1
      if count % 50_000 == 0 { most = max(most, try Self.residentPages) }
    }
    #expect(count == 800_000)
    #expect((most - before) * 4096 < 8 << 20)
  }

  @Test("P8: memory is bounded, however many rows and shared texts a workbook has")
  func workbookMemory() throws {
    let count = 150_000
    var sample = Sample("")
    sample.packing = .stored
    sample.texts = (0..<count).map { "<si><t>asa.oberg.\($0)@student.example.se</t></si>" }.joined()
    sample.sheets = [(0..<count).map { "<row><c t='s'><v>\($0)</v></c></row>" }.joined()]
    let octets = sample.octets
    sample.texts = nil
    let file = try SourceFile(octets: octets[...], temporaryFolder: "/tmp")
    let before = try Self.residentPages
    var most = before
    let table = try TableFile(file, temporaryFolder: "/tmp")
    var rows = 0
    while try table.next() != nil {
      rows += 1
      if rows % 10_000 == 0 { most = max(most, try Self.residentPages) }
    }
    #expect(rows == count)
    #expect((most - before) * 4096 < 12 << 20)
  }

  /// The pages of memory that this process has.
  static var residentPages: Int {
    get throws {
      let text = try Descriptor.opening("/proc/self/statm").readAll(limit: 200)
      return Int(String(decoding: text, as: UTF8.self).split(separator: " ")[1]) ?? 0
    }
  }
}
