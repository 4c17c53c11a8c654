import Formats

/// Octets that are written once, from first to last, and then read anywhere, in little memory.
///
/// They lie in pages, of which a few are in memory and the others in a file without a name. The file is
/// made when memory no longer does. Reading in the order of writing reads each page once. Nothing is
/// written any more once something was read.
struct PagedBuffer: ~Copyable {
  private static let pageLength = 65_536

  private let residentLimit: Int
  private let folder: String
  private var file: TemporaryFile?
  /// The pages in memory, each as long as a page.
  private var memory: [UInt8] = []
  /// For each page where in memory it begins; -1 if it is on disk only.
  private var places: [Int] = []
  /// The page that lies at each place of memory.
  private var residents: [Int] = []
  /// The next place of memory that another page may take.
  private var hand = 0
  /// The number of octets.
  private(set) var count = 0
  /// Tells whether each page is on disk.
  private var isWritten: [Bool] = []

  /// Octets that are none yet.
  ///
  /// - Parameters:
  ///   - residentLimit: how many pages of 64 kB may be in memory.
  ///   - folder: where the file may lie.
  init(residentLimit: Int, folder: String) {
    self.residentLimit = residentLimit
    self.folder = folder
  }

  /// Adds octets at the end.
  mutating func append(_ octets: ArraySlice<UInt8>) throws(TableFault) {
    var rest = octets
    while !rest.isEmpty {
      let used = count % Self.pageLength
      if used == 0 {
        places.append(-1)
        isWritten.append(false)
        try settle(places.count - 1, [])
      }
      let piece = rest.prefix(Self.pageLength - used)
      let start = try start(of: places.count - 1) + used
      memory.replaceSubrange(start..<start + piece.count, with: piece)
      count += piece.count
      rest = rest.dropFirst(piece.count)
    }
  }

  /// The number in eight octets, the low one first; it lies at a multiple of eight.
  mutating func number(at place: Int) throws(TableFault) -> Int {
    let start = try start(of: place / Self.pageLength) + place % Self.pageLength
    var number: UInt64 = 0
    for step in 0..<8 { number |= UInt64(memory[start + step]) << UInt64(8 * step) }
    return Int(truncatingIfNeeded: number)
  }

  /// Lends octets that lie side by side.
  mutating func withOctets<Result>(
    _ range: Range<Int>, _ body: (Span<UInt8>) -> Result
  ) throws(TableFault) -> Result {
    let offset = range.lowerBound % Self.pageLength
    if range.isEmpty || offset + range.count <= Self.pageLength {
      let start = range.isEmpty ? 0 : try start(of: range.lowerBound / Self.pageLength) + offset
      return body(memory.span.extracting(start..<start + range.count))
    }
    var all: [UInt8] = []
    while all.count < range.count {
      let place = range.lowerBound + all.count
      let start = try start(of: place / Self.pageLength) + place % Self.pageLength
      let length = min(range.count - all.count, Self.pageLength - place % Self.pageLength)
      all += memory[start..<start + length]
    }
    return body(all.span)
  }

  /// The place in memory where a page begins; it is fetched if it is not there.
  private mutating func start(of page: Int) throws(TableFault) -> Int {
    guard places[page] < 0 else { return places[page] }
    let place = page * Self.pageLength
    let length = min(Self.pageLength, count - place)
    let octets = try file?.octets(at: place, count: length) ?? []
    // The file is ours alone: it is shorter only if the disk has failed.
    guard octets.count == length else { throw .noSpace(0) }
    try settle(page, octets[...])
    return places[page]
  }

  /// Gives a page a place in memory, in turn, and writes the one that lay there to the file.
  private mutating func settle(_ page: Int, _ octets: ArraySlice<UInt8>) throws(TableFault) {
    if residents.count < residentLimit {
      hand = residents.count
      residents.append(page)
      memory += repeatElement(0, count: Self.pageLength)
    } else {
      hand = (hand + 1) % residentLimit
      try release(residents[hand])
      residents[hand] = page
    }
    let start = hand * Self.pageLength
    memory.replaceSubrange(start..<start + octets.count, with: octets)
    places[page] = start
  }

  private mutating func release(_ page: Int) throws(TableFault) {
    if !isWritten[page] {
      if file == nil { file = try TemporaryFile(in: folder) }
      let start = places[page]
      try file?.write(memory[start..<start + Self.pageLength], at: page * Self.pageLength)
      isWritten[page] = true
    }
    places[page] = -1
  }
}
