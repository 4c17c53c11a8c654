/// Moments as mail writes them (RFC 5322, obsolete zones and years included).
enum MailDate {
  /// Microseconds since 1970-01-01T00:00:00Z; `nil` for anything that is no such moment.
  static func microseconds(_ field: ArraySlice<UInt8>) -> Int64? {
    var reader = FieldReader(field.prefix(200))
    reader.skipSpace()
    // The day of the week is not needed, and often wrong.
    if reader.next?.isLetter ?? false {
      _ = reader.take(while: \.isLetter)
      reader.skipSpace()
      _ = reader.take(UInt8(ascii: ","))
      reader.skipSpace()
    }
    guard let day = number(&reader) else { return nil }
    separate(&reader)
    guard let month = month(&reader) else { return nil }
    separate(&reader)
    guard let year = year(&reader),
      let date = Date(year: year, month: month, day: day), let hour = number(&reader), hour < 24,
      reader.take(UInt8(ascii: ":")), let minute = number(&reader), minute < 60
    else { return nil }
    let second = reader.take(UInt8(ascii: ":")) ? number(&reader) ?? 0 : 0
    let local = ((date.days * 24 + hour) * 60 + minute) * 60 + min(second, 59)
    return (local - zone(&reader) * 60) * 1_000_000
  }

  private static func number(_ reader: inout FieldReader) -> Int64? {
    let digits = reader.take(while: \.isDigit)
    guard !digits.isEmpty, digits.count <= 4 else { return nil }
    reader.skipSpace()
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// White space; some write hyphens between the parts of the day.
  private static func separate(_ reader: inout FieldReader) {
    reader.skipSpace()
    _ = reader.take(UInt8(ascii: "-"))
    reader.skipSpace()
  }

  private static func month(_ reader: inout FieldReader) -> Int64? {
    let word = reader.take(while: \.isLetter).prefix(3)
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return months.firstIndex { word.isWord($0) }.map { Int64($0 + 1) }
  }

  /// A year of two digits lies between 1950 and 2049, one of three after 1900 (RFC 5322, 4.3).
  private static func year(_ reader: inout FieldReader) -> Int64? {
    let digits = reader.take(while: \.isDigit)
    guard 2...4 ~= digits.count else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    reader.skipSpace()
    switch digits.count {
    case 2: return value + (value < 50 ? 2000 : 1900)
    case 3: return value + 1900
    default: return value
    }
  }

  /// Minutes east of Greenwich; 0 for a zone that nobody knows.
  private static func zone(_ reader: inout FieldReader) -> Int64 {
    reader.skipSpace()
    let sign = reader.next
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      reader.step()
      let digits = reader.take(while: \.isDigit)
      guard digits.count == 4 else { return 0 }
      let value = digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
      let minutes = value / 100 * 60 + value % 100
      return sign == UInt8(ascii: "-") ? -minutes : minutes
    }
    let name = reader.take(while: \.isLetter)
    let zones: [(String, Int64)] = [
      ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8),
      ("pdt", -7), ("cet", 1), ("cest", 2), ("eet", 2), ("eest", 3), ("bst", 1), ("jst", 9),
    ]
    return zones.first { name.isWord($0.0) }.map { $0.1 * 60 } ?? 0
  }
}
