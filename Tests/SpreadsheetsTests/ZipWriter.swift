/// Writes ZIP archives as all kinds of programs do, wrong ones too, so that no sample has to be kept.
struct ZipWriter {
  /// Ways to pack a part.
  enum Packing {
    case stored
    /// Deflate, its blocks stored.
    case deflated
    /// Deflate: the text, then one octet so many times over.
    case bomb(UInt8, count: Int)
  }

  /// Tells whether sizes stand behind a part's data and not before.
  var hasDescriptors = false
  /// Tells whether the figures stand in ZIP64 records.
  var isZip64 = false
  /// The separator of folders in names.
  var slash = "/"
  /// Tells whether parts say that they are locked.
  var isEncrypted = false
  /// Tells whether checksums are wrong.
  var breaksChecksums = false

  private var octets: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds a part.
  mutating func add(_ name: String, _ text: String, _ packing: Packing = .stored) {
    add(name, Array(text.utf8), packing)
  }

  /// Adds a part.
  mutating func add(_ name: String, _ content: [UInt8], _ packing: Packing = .stored) {
    let name = name.replacing("/", with: slash)
    let (packed, length) = Self.packed(content, packing)
    var method = 8
    if case .stored = packing { method = 0 }
    let flags = (hasDescriptors ? 8 : 0) | 0x800 | (isEncrypted ? 1 : 0)
    let checksum = breaksChecksums ? 1 : CRC32.of(content)
    let figures = little(checksum, 4) + little(packed.count, 4) + little(length, 4)
    let common = little(flags, 2) + little(method, 2) + little(0x5c_21_00_00, 4)
    let sizes = little(name.utf8.count, 2)
    let start = octets.count
    octets += [0x50, 0x4b, 3, 4] + little(20, 2) + common
    octets +=
      (hasDescriptors ? little(0, 12) : figures) + sizes + little(0, 2) + Array(name.utf8) + packed
    if hasDescriptors { octets += [0x50, 0x4b, 7, 8] + figures }
    directory += [0x50, 0x4b, 1, 2] + little(20, 2) + little(20, 2) + common + figures
    directory += sizes + little(0, 12) + little(start, 4) + Array(name.utf8)
    count += 1
  }

  /// The archive.
  func finish() -> [UInt8] {
    let start = octets.count
    var archive = octets + directory
    if isZip64 {
      let record = archive.count
      archive += [0x50, 0x4b, 6, 6] + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8)
      archive += little(count, 8) + little(count, 8) + little(directory.count, 8) + little(start, 8)
      archive += [0x50, 0x4b, 6, 7] + little(0, 4) + little(record, 8) + little(1, 4)
      archive += [0x50, 0x4b, 5, 6] + little(0, 4) + little(0xffff, 2) + little(0xffff, 2)
      return archive + little(0xffff_ffff, 4) + little(0xffff_ffff, 4) + little(0, 2)
    }
    archive += [0x50, 0x4b, 5, 6] + little(0, 4) + little(count, 2) + little(count, 2)
    return archive + little(directory.count, 4) + little(start, 4) + little(0, 2)
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  private static func packed(_ content: [UInt8], _ packing: Packing) -> ([UInt8], Int) {
    switch packing {
    case .stored: return (content, content.count)
    case .deflated: return (storedBlocks(content, isLast: true), content.count)
    case .bomb(let octet, let count):
      var bits = BitWriter(storedBlocks(content, isLast: false))
      bits.put(0b011, 3)  // the last block, with the fixed codes
      bits.putReversed(0x30 + Int(octet), 8)
      for _ in 0..<(count / 258) {
        bits.putReversed(0xc5, 8)  // length 258
        bits.putReversed(0, 5)  // distance 1
      }
      bits.putReversed(0, 7)
      return (bits.finish(), content.count + 1 + count / 258 * 258)
    }
  }

  private static func storedBlocks(_ content: [UInt8], isLast: Bool) -> [UInt8] {
    var blocks: [UInt8] = []
    var place = 0
    repeat {
      let length = min(60_000, content.count - place)
      let ends = place + length == content.count
      blocks.append(ends && isLast ? 1 : 0)
      for value in [length, ~length] {
        blocks += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
      }
      blocks += content[place..<place + length]
      place += length
    } while place < content.count
    return blocks
  }
}

/// Puts bits behind each other, the low one first.
private struct BitWriter {
  private var octets: [UInt8]
  private var bits = 0
  private var count = 0

  init(_ octets: [UInt8]) {
    self.octets = octets
  }

  mutating func put(_ value: Int, _ length: Int) {
    bits |= value << count
    count += length
    while count >= 8 {
      octets.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      count -= 8
    }
  }

  /// Puts a code of Huffman's, whose high bit comes first.
  mutating func putReversed(_ code: Int, _ length: Int) {
    put((0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }, length)
  }

  mutating func finish() -> [UInt8] {
    if count > 0 { put(0, 8 - count) }
    return octets
  }
}

/// The checksum of ZIP.
private enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1
    }
  }

  static func of(_ octets: [UInt8]) -> Int {
    let all = octets.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    return Int(~all)
  }
}
