import Formats
import Testing

@Suite("CSV")
struct CSVReaderTests {
  @Test(
    "P8: cells are parted and unquoted as their writers meant it",
    arguments: [
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d\r", [["a", "b"], ["c", "d"]]),
      ("a,\n,b\n,\n", [["a", ""], ["", "b"], ["", ""]]),
      ("a,", [["a", ""]]),
      ("a\n\nb\n", [["a"], [""], ["b"]]),
      ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
      ("\"a\"\"b\",\"\"\"\"\n", [["a\"b", "\""]]),
      ("\"rad ett\nrad två\",x\r\n", [["rad ett\nrad två", "x"]]),
      ("\"rad ett\r\nrad två\"\r\n", [["rad ett\r\nrad två"]]),
      ("\"\"\n\"\",\"\"", [[""], ["", ""]]),
      ("\"a\"", [["a"]]),
      (" a , \"b\"\n", [[" a ", " \"b\""]]),
      ("a\"b,c\"\n", [["a\"b", "c\""]]),
      ("=A2&\" \"&B2,x\n", [["=A2&\" \"&B2", "x"]]),
      ("C:\\post\\,x\n", [["C:\\post\\", "x"]]),
      ("a\0b,c\n", [["a\0b", "c"]]),
      ("a\rb,c\n", [["a\rb", "c"]]),
      ("", []),
      ("\n", [[""]]),
    ])
  func cells(text: String, rows: [[String]]) {
    let read = ReadCSV(text, as: CSVDialect())
    #expect(read.rows == rows)
    #expect(read.faults == [])
  }

  @Test(
    "P8: text behind a closing mark belongs to the cell, and marks that were not doubled stay",
    arguments: [
      ("\"abc\"def,x\n", ["abcdef", "x"]), ("\"abc\" ,x\n", ["abc ", "x"]),
      ("\"a\"\"b\"c,x\n", ["a\"bc", "x"]),
      ("\"Erik \"Eken\" Öst\",x\n", ["Erik \"Eken\" Öst", "x"]),
      ("x,\"a\"b\"\r\n", ["x", "a\"b"]), ("x,\"5\" skärm\"", ["x", "5\" skärm"]),
    ])
  func strayText(text: String, row: [String]) {
    #expect(ReadCSV(text, as: CSVDialect()).rows == [row])
  }

  @Test(
    "P8: a backslash before a mark is read as PHP writes it",
    arguments: [
      ("\"a\\\"b\",x\n", ["a\\\"b", "x"]), ("\"C:\\post\\\",x\n", ["C:\\post\\", "x"]),
      ("\"c:\\dir \"\"q\"\"\\\",x\n", ["c:\\dir \"q\"\\", "x"]), ("\"x\\\"\",y\n", ["x\\\"", "y"]),
      ("x,\"a\\\"", ["x", "a\\"]), ("\"a\\b\",x\r\n", ["a\\b", "x"]),
    ])
  func php(text: String, row: [String]) {
    let dialect = CSVDialect(quoting: .doubledUnlessEscaped)
    #expect(ReadCSV(text, as: dialect).rows == [row])
  }

  @Test(
    "P8: a backslash escapes as MariaDB and R write it",
    arguments: [
      ("\"Bo \\\"Bosse\\\"\",x\n", ["Bo \"Bosse\"", "x"]),
      ("\"C:\\\\post\\\\\",\\N\n", ["C:\\post\\", ""]), ("\"\\\\N\",\\\\N\n", ["\\N", "\\N"]),
      ("\"rad ett\\\nrad två\",\"tab\\\there\"\n", ["rad ett\nrad två", "tab\there"]),
      ("rad ett\\nrad två,tab\\there\n", ["rad ett\nrad två", "tab\there"]),
      ("Å\\, Berg,a\\\\\"b\n", ["Å, Berg", "a\\\"b"]), ("\\N,\\N\r\n", ["", ""]), ("a\\", ["a\\"]),
      ("\\0\\b\\Z,\\r\n", ["\0\u{8}\u{1a}", "\r"]), ("\"a\"\"b\",x\n", ["a\"b", "x"]),
      ("\"C:\\post\\\",\"NULL\",x\n", ["C:post\",NULL\"", "x"]),
    ])
  func mariaDB(text: String, row: [String]) {
    #expect(ReadCSV(text, as: CSVDialect(quoting: .escaped)).rows == [row])
  }

  @Test("P8: a lone CR ends rows where no LF does")
  func oldMac() {
    let read = ReadCSV("a,b\rc,\"d\re\"\r\rf,g", as: CSVDialect(endsRowsWithCR: true))
    #expect(read.rows == [["a", "b"], ["c", "d\re"], [""], ["f", "g"]])
    #expect(read.lines == [1, 2, 4, 5])
  }

  @Test("P7: a row's line is the physical one on which it begins, the first being 1")
  func lines() {
    let read = ReadCSV("a,b\n\n\"c\n\nd\",e\nf,g\n", as: CSVDialect())
    #expect(read.rows.count == 4)
    #expect(read.lines == [1, 2, 3, 6])
  }

  @Test(
    "P8: a quoted cell without an end is told with its line, and the rows after that line are read")
  func unterminated() {
    let read = ReadCSV("a,b\nc,\"d\ne,f\ng,h\n", as: CSVDialect())
    #expect(read.rows == [["a", "b"], ["e", "f"], ["g", "h"]])
    #expect(read.lines == [1, 3, 4])
    #expect(read.faults == [CSVFault(code: .unterminatedQuote, line: 2)])
  }

  @Test("P8: one mark too many costs its own line, even where a later one closes it")
  func strayOpening() {
    let read = ReadCSV("a,b\n\"c,d\ne,f\n\"g\",h\ni,j\n", as: CSVDialect())
    #expect(read.rows == [["a", "b"], ["e", "f"], ["g", "h"], ["i", "j"]])
    #expect(read.faults == [CSVFault(code: .strayQuote, line: 2)])
  }

  @Test("P8: a cell of 1 MB is read, a longer one than is read costs its row alone")
  func longCells() {
    let (large, larger) = (
      String(repeating: "å", count: 512 << 10), String(repeating: "x", count: 3 << 20)
    )
    let read = ReadCSV("a,b\n\(large),x\n\"\(larger)\",y\nc,d\n", as: CSVDialect(), piece: 4096)
    #expect(read.rows == [["a", "b"], [large, "x"], ["c", "d"]])
    #expect(read.faults == [CSVFault(code: .cellTooLong, line: 3)])
  }

  @Test(
    "P8: a row beyond the limits costs itself alone",
    arguments: [
      ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,b", RowFault.rowTooLong),
      ("1,2,3,4,5", .tooManyCells), ("12345678901,2", .cellTooLong),
      ("x,\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", .unterminatedQuote),
    ])
  func limits(row: String, fault: RowFault) {
    let limits = CSVLimits(cell: 10, row: 40, cells: 4)
    for piece in [1, 7, 1000] {
      let read = ReadCSV("a,b\n\(row)\nc,d\n", as: CSVDialect(), piece: piece, limits: limits)
      #expect(read.rows == [["a", "b"], ["c", "d"]], "pieces of \(piece)")
      #expect(read.faults == [CSVFault(code: fault, line: 2)], "pieces of \(piece)")
      #expect(read.lines == [1, 3])
    }
  }

  @Test(
    "P8: a bare NA or NULL is no value where all texts stand in marks, and a text where they do not",
    arguments: ["NA", "NULL"])
  func missing(word: String) {
    #expect(ReadCSV(Array("\"a\",\"b\"\n\"\(word)\",\(word)\n".utf8)).rows[1] == [word, ""])
    #expect(ReadCSV(Array("a,b\n\(word),\"\(word)\"\n".utf8)).rows[1] == [word, word])
  }
}
