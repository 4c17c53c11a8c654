import Formats
import Spreadsheets

/// Reads any octets as a spreadsheet: the archive itself, or one of its parts in an archive that is right.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWorkbook(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = octets.first else { return 0 }
  let text = String(decoding: octets.dropFirst(), as: UTF8.self)
  var sample = Sample("<row><c t='s'><v>0</v></c><c s='0'><v>1</v></c><c t='s'><v>1</v></c></row>")
  sample.packing = .stored
  sample.texts = "<si><t>a</t></si><si><t>b</t></si>"
  sample.styles = "<cellXfs><xf numFmtId='14'/></cellXfs>"
  switch kind {
  case UInt8(ascii: "a"): sample.sheets[0] = text
  case UInt8(ascii: "b"): sample.texts = text
  case UInt8(ascii: "c"): sample.styles = text
  case UInt8(ascii: "d"): sample.calculation = text
  case UInt8(ascii: "e"):
    read(OpenDocumentSample(text).octets)
    return 0
  default:
    read(octets)
    return 0
  }
  read(sample.octets)
  return 0
}

private func read(_ octets: [UInt8]) {
  do throws(TableFault) {
    let file = try SourceFile(octets: octets[...], temporaryFolder: "/dev/shm")
    let table = try TableFile(file, temporaryFolder: "/dev/shm")
    var rows = 0
    while rows < 2000, let row = try table.next() {
      rows += 1
      for cell in row.cells { _ = PrintedValue(cell) }
    }
  } catch {
    _ = (error.swedish, error.english, error.code)
  }
}
