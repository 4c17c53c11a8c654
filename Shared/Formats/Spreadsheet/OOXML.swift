/// Forms that the parts of an OOXML workbook have in common (ECMA-376).
enum OOXML {
  /// Namespaces of its sheets: transitional and strict.
  static let sheetNamespaces = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
  ]

  /// A number without a sign; nil for anything else, or beyond 2^31.
  static func number(_ octets: Span<UInt8>) -> Int? {
    var value = 0
    guard !octets.isEmpty else { return nil }
    for place in octets.indices {
      guard octets[place].isDecimalDigit, value < 1 << 28 else { return nil }
      value = value * 10 + Int(octets[place] - UInt8(ascii: "0"))
    }
    return value
  }

  /// The column of a reference such as `AB12`, A being 0.
  static func column(_ reference: Span<UInt8>) -> Int? {
    var column = 0
    for place in reference.indices {
      let letter = reference[place] & 0xdf
      guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter else { break }
      column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
      guard column <= SheetRow.columnLimit else { return nil }
    }
    return column > 0 ? column - 1 : nil
  }

  /// `TRUE` or `FALSE`; nil for what is neither, and for 1 and 0 in a cell of another type.
  static func boolean(_ octets: Span<UInt8>, isTyped: Bool) -> String? {
    if octets.count == 1, isTyped {
      return octets[0] == UInt8(ascii: "0")
        ? "FALSE" : octets[0] == UInt8(ascii: "1") ? "TRUE" : nil
    }
    guard 4...5 ~= octets.count, !octets[0].isDecimalDigit else { return nil }
    switch String(decoding: octets).lowercased() {
    case "true": return "TRUE"
    case "false": return "FALSE"
    default: return nil
    }
  }

  /// A moment of ISO 8601 in the form of ``SerialDate/text``: `2026-11-30`, `2026-11-30 08:15`, or
  /// `08:15` without a day; seconds where they are not 0, parts of them cut off.
  ///
  /// - Returns: what is no such moment as it stands.
  static func moment(_ text: String) -> String {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    var time = parts[parts.count - 1].prefix { $0 != "." && $0 != "Z" }
    guard time.utf8.dropFirst(2).first == UInt8(ascii: ":") else { return text }
    if time.utf8.count == 8, time.hasSuffix(":00") { time = time.dropLast(3) }
    guard parts.count == 2 else { return String(time) }
    return time == "00:00" ? String(parts[0]) : "\(parts[0]) \(time)"
  }
}
