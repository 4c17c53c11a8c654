/// Counts the right and the wrong sequences of UTF-8 in octets that come piece by piece.
struct UTF8Check {
  /// Sequences of two octets or more that are right.
  private(set) var right = 0
  /// Octets that belong to no right sequence and are not ASCII.
  private(set) var wrong = 0

  /// Octets that the open sequence still needs.
  private var missing = 0
  /// The open sequence's octets so far.
  private var open = 0
  private var next: ClosedRange<UInt8> = 0x80...0xbf

  /// Takes the next octets; a sequence may be cut anywhere.
  mutating func take(_ octets: Span<UInt8>) {
    var place = 0
    while place < octets.count {
      if missing == 0 {
        place = Self.endOfASCII(octets, from: place)
        if place == octets.count { return }
      }
      let octet = octets[place]
      place += 1
      if missing > 0 {
        if next ~= octet {
          (missing, open, next) = (missing - 1, open + 1, 0x80...0xbf)
          if missing == 0 { right += 1 }
          continue
        }
        wrong += open
        missing = 0
        if octet < 0x80 { continue }
      }
      begin(octet)
    }
  }

  /// The end of the ASCII that begins at a place; sixteen octets are looked at in one step.
  private static func endOfASCII(_ octets: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place + 16 <= octets.count {
      var all: UInt8 = 0
      for step in 0..<16 { all |= octets[place + step] }
      if all >= 0x80 { break }
      place += 16
    }
    while place < octets.count, octets[place] < 0x80 { place += 1 }
    return place
  }

  /// Takes the first octet of a sequence, which is not ASCII.
  private mutating func begin(_ octet: UInt8) {
    open = 1
    switch octet {
    case 0xc2...0xdf: (missing, next) = (1, 0x80...0xbf)
    case 0xe0: (missing, next) = (2, 0xa0...0xbf)
    case 0xed: (missing, next) = (2, 0x80...0x9f)
    case 0xe1...0xef: (missing, next) = (2, 0x80...0xbf)
    case 0xf0: (missing, next) = (3, 0x90...0xbf)
    case 0xf1...0xf3: (missing, next) = (3, 0x80...0xbf)
    case 0xf4: (missing, next) = (3, 0x80...0x8f)
    default: wrong += 1
    }
  }
}
