/// Size of a ZIP archive's directory, as the end of the archive says (APPNOTE 4.3.14 to 4.3.16).
public struct ZipDirectory: Sendable {
  /// The number of parts.
  public let parts: Int
  /// The octets that the directory takes.
  public let length: Int

  /// Finds the end record in the last octets of an archive; nil where there is none.
  ///
  /// - Parameters:
  ///   - tail: the last 65,557 octets, or all; so long is the longest remark behind the record.
  ///   - offset: where in the archive they begin.
  public init?(_ tail: [UInt8], at offset: Int) {
    guard let place = Self.lastRecord(0x06_05_4b_50, length: 22, in: tail) else { return nil }
    let (parts, length) = (Self.number(tail, place + 10, 2), Self.number(tail, place + 12, 4))
    guard parts == 0xffff || length == 0xffff_ffff else {
      (self.parts, self.length) = (parts, length)
      return
    }
    // ZIP64: the figures stand in a record that a locator right before this one leads to.
    let locator = place - 20
    guard locator >= 0, Self.number(tail, locator, 4) == 0x07_06_4b_50 else {
      (self.parts, self.length) = (parts, length)
      return
    }
    let record = Self.number(tail, locator + 8, 8) &- offset
    guard 0..<tail.count ~= record, record + 56 <= tail.count,
      Self.number(tail, record, 4) == 0x06_06_4b_50
    else { return nil }
    self.parts = Self.number(tail, record + 32, 8)
    self.length = Self.number(tail, record + 40, 8)
  }

  private static func lastRecord(_ signature: Int, length: Int, in tail: [UInt8]) -> Int? {
    guard tail.count >= length else { return nil }
    return stride(from: tail.count - length, through: 0, by: -1).first {
      tail[$0] == 0x50 && number(tail, $0, 4) == signature
    }
  }

  /// A number of so many octets, the low one first; one that does not fit is the largest.
  private static func number(_ octets: [UInt8], _ place: Int, _ count: Int) -> Int {
    let value = (0..<count).reduce(0 as UInt64) {
      $0 | UInt64(octets[place + $1]) << (8 * UInt64($1))
    }
    return Int(clamping: value)
  }
}
