extension Character {
  /// Cells of a terminal that the character takes: 0, 1 or 2.
  ///
  /// A letter with its combining marks is one cell, so `å` counts the same however it is composed;
  /// East Asian wide letters and emoji take two. Ambiguous ones count as narrow, as Western terminals
  /// draw them.
  var cellWidth: Int {
    guard let base = unicodeScalars.first else { return 0 }
    if base.isASCII { return 1 }
    if unicodeScalars.contains(where: \.properties.isEmojiPresentation)
      || unicodeScalars.contains("\u{fe0f}")
    {
      return 2
    }
    switch base.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wideRanges.contains { $0.contains(base.value) } ? 2 : 1
    }
  }
}

extension StringProtocol {
  /// Cells of a terminal that the text takes.
  var cellWidth: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.cellWidth }
  }
}

/// The blocks that Unicode's East Asian Width gives as W or F, emoji left out.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
  0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
  0xff00...0xff60, 0xffe0...0xffe6, 0x17000...0x18aff, 0x1b000...0x1b2ff, 0x20000...0x3fffd,
]
