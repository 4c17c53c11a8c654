import Formats

/// Reads any octets as a file of text, whole and in pieces.
///
/// Both must come to the same, and what came out must come back from our writer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  let limits = CSVLimits(cell: 200, row: 600, cells: 40)
  let whole = ReadCSV(octets, limits: limits)
  for piece in [1, 13] {
    precondition(
      ReadCSV(octets, piece: piece, limits: limits) == whole, "pieces differ from the whole")
  }
  var shaper = TableShaper(.text(quotesHeader: whole.dialect.quotesTexts))
  for (row, line) in zip(whole.rows, whole.lines) { shaper.take(TableRow(line: line, cells: row)) }
  shaper.finish()
  var writer = CSVWriter(separator: count % 2 == 0 ? UInt8(ascii: ";") : UInt8(ascii: ","))
  while let row = shaper.next() {
    for cell in row.cells {
      _ = PrintedValue(cell)
      precondition(FormulaGuard.unguarded(FormulaGuard.guarded(cell)) == cell, "a mark is lost")
    }
  }
  for row in whole.rows { writer.append(row) }
  let back = ReadCSV(writer.take()).rows.map { $0.map(FormulaGuard.unguarded) }
  precondition(back == whole.rows, "what was written does not come back")
  return 0
}
