import Formats

/// The shared texts of a workbook, however many: a few megabytes in memory, the rest on disk.
struct SharedStringTable: ~Copyable {
  private var octets: PagedBuffer
  /// The ends of the texts, eight octets each.
  private var ends: PagedBuffer
  private var count = 0

  init(folder: String) {
    octets = PagedBuffer(residentLimit: 16, folder: folder)
    ends = PagedBuffer(residentLimit: 8, folder: folder)
  }

  /// Adds texts that lie one behind the other, each ending at a place.
  mutating func append(_ texts: [UInt8], ends places: [Int]) throws(TableFault) {
    let start = octets.count
    try octets.append(texts[..<(places.last ?? 0)])
    var encoded: [UInt8] = []
    encoded.reserveCapacity(places.count * 8)
    for place in places {
      let end = UInt64(start + place)
      for shift in stride(from: 0, to: 64, by: 8) {
        encoded.append(UInt8(truncatingIfNeeded: end >> UInt64(shift)))
      }
    }
    try ends.append(encoded[...])
    count += places.count
  }

  /// The texts of a row's cells.
  mutating func texts(of row: SheetRow) throws(TableFault) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(row.cells.count)
    for cell in row.cells {
      switch cell {
      case .text(let text): texts.append(text)
      case .shared(let place): texts.append(try text(at: place))
      }
    }
    return texts
  }

  /// The text at a place; one that is not there makes the file a damaged one.
  private mutating func text(at place: Int) throws(TableFault) -> String {
    guard place < count else { throw .damaged }
    let start = place == 0 ? 0 : try ends.number(at: 8 * place - 8)
    let end = try ends.number(at: 8 * place)
    return try octets.withOctets(start..<end) { SheetText.unescaped($0) }
  }
}
