/// Finds out a text's encoding from its octets, in one pass and constant memory (P8).
///
/// In this order: a byte order mark; the NULs that UTF-16 puts beside ASCII; more right than wrong
/// sequences of UTF-8; else Windows-1252. A single wrong octet so does not turn all letters of a
/// text of UTF-8 into others: it is told with its line. All of a text has to be taken, since its
/// first letter outside ASCII may be its last one.
public struct EncodingDetector: Sendable {
  /// The octets in which NULs are counted.
  private static let nulWindow = 65_536

  private var count = 0
  private var mark: [UInt8] = []
  private var evenNULs = 0
  private var oddNULs = 0
  private var check = UTF8Check()

  /// A detector that has seen nothing.
  public init() {}

  /// Takes the next octets.
  public mutating func take(_ octets: Span<UInt8>) {
    if count < 3 {
      for place in 0..<min(3, octets.count) where mark.count < 3 { mark.append(octets[place]) }
    }
    countNULs(octets)
    check.take(octets)
    count += octets.count
  }

  /// The encoding of what was taken.
  public var encoding: TextEncoding {
    if mark.starts(with: [0xef, 0xbb, 0xbf]) { return .utf8 }
    if mark.starts(with: [0xff, 0xfe]) { return .utf16LittleEndian }
    if mark.starts(with: [0xfe, 0xff]) { return .utf16BigEndian }
    let pairs = min(count, Self.nulWindow) / 2
    // Of ASCII every second octet is a NUL, of Swedish text too; hardly one of the others is.
    if pairs > 0, max(evenNULs, oddNULs) * 4 > pairs {
      if oddNULs > evenNULs * 4 { return .utf16LittleEndian }
      if evenNULs > oddNULs * 4 { return .utf16BigEndian }
    }
    return check.wrong == 0 || check.right > check.wrong ? .utf8 : .windows1252
  }

  /// The octets of the byte order mark before the text.
  public var markLength: Int {
    switch encoding {
    case .utf8: mark.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    case .utf16LittleEndian: mark.starts(with: [0xff, 0xfe]) ? 2 : 0
    case .utf16BigEndian: mark.starts(with: [0xfe, 0xff]) ? 2 : 0
    case .windows1252: 0
    }
  }

  private mutating func countNULs(_ octets: Span<UInt8>) {
    guard count < Self.nulWindow else { return }
    for place in 0..<min(octets.count, Self.nulWindow - count) where octets[place] == 0 {
      if (count + place) & 1 == 0 { evenNULs += 1 } else { oddNULs += 1 }
    }
  }
}
