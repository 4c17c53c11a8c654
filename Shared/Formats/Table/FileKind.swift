/// Kind of a file, by its first octets.
public enum FileKind: Hashable, Sendable {
  /// A text, maybe a table.
  case text
  /// A ZIP archive, maybe a spreadsheet.
  case archive
  /// A compound file of Microsoft: an old workbook, or a new one that is locked.
  case compound
  /// None of these.
  case other

  /// Octets that files begin with which are no tables of ours.
  private static let foreign: [[UInt8]] = [
    [0x1f, 0x8b], [0xfd, 0x37, 0x7a], [0x42, 0x5a, 0x68], [0x28, 0xb5, 0x2f, 0xfd],
    [0x37, 0x7a, 0xbc, 0xaf], [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff],
    [0x7f, 0x45, 0x4c, 0x46],
    Array("%PDF-".utf8), Array("Rar!".utf8), Array("{\\rtf".utf8), Array("SQLite format 3".utf8),
    Array("PAR1".utf8), Array("GIF8".utf8),
  ]

  /// Tells a file by its beginning, of which 4 kB are enough.
  public init(_ head: ArraySlice<UInt8>) {
    if head.starts(with: [0x50, 0x4b, 3, 4]) || head.starts(with: [0x50, 0x4b, 5, 6]) {
      self = .archive
    } else if head.starts(with: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
      self = .compound
    } else if Self.foreign.contains(where: { head.starts(with: $0) }) || Self.isMarkup(head) {
      self = .other
    } else {
      self = .text
    }
  }

  /// Tells whether decoded text holds so many control characters that it is none.
  public static func isBinary(_ text: ArraySlice<UInt8>) -> Bool {
    let controls = text.count { $0 < 0x20 && $0 != .tab && $0 != .lf && $0 != .cr }
    return controls > 8 && controls * 20 > text.count
  }

  /// HTML and XML, which some programs call .xls.
  private static func isMarkup(_ head: ArraySlice<UInt8>) -> Bool {
    var rest = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head
    rest = rest.drop { $0 == 0x20 || $0 == .tab || $0 == .lf || $0 == .cr }
    let start = String(decoding: rest.prefix(9), as: UTF8.self).lowercased()
    return ["<?xml", "<!doctype", "<html", "<table", "<workbook"].contains { start.hasPrefix($0) }
  }
}
