/// Encodings in which tables of people come (P8).
public enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// UTF-16, the low octet first.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, the high octet first.
  case utf16BigEndian = "utf-16be"
  /// Windows-1252, which ISO 8859-1 is a part of.
  case windows1252 = "windows-1252"

  /// Tells whether its octets below 0x80 are ASCII, wherever they stand.
  var isASCIICompatible: Bool {
    switch self {
    case .utf8, .windows1252: true
    case .utf16LittleEndian, .utf16BigEndian: false
    }
  }
}
