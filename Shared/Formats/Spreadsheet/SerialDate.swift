/// A moment as spreadsheets count it: days, with the time of day as their fraction.
struct SerialDate {
  /// Tells whether day 0 is 1 January 1904; else day 1 is 1 January 1900.
  let isFrom1904: Bool
  /// The number of days.
  let days: Double

  /// The last day that has a name, 31 December 9999, counted from 1900.
  private static let last = 2_958_465.0

  /// `2026-11-30`, `2026-11-30 08:15`, or `08:15` within day 0; seconds where they are not 0.
  ///
  /// - Returns: nil for what is no moment.
  var text: String? {
    guard days >= 0, days <= Self.last else { return nil }
    var day = Int64(days.rounded(.down))
    var seconds = Int64(((days - days.rounded(.down)) * 86_400).rounded())
    if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
    let time = seconds == 0 ? "" : Self.time(seconds)
    if day == 0, !isFrom1904 { return seconds == 0 ? "00:00" : time }
    let date = date(day)
    return time.isEmpty ? date : "\(date) \(time)"
  }

  /// The same number as a length of time: `36:00`.
  var duration: String? {
    guard days >= 0, days <= Self.last else { return nil }
    return Self.time(Int64((days * 86_400).rounded()))
  }

  /// Lotus, and so Excel, has a 29 February 1900, which is day 60.
  private func date(_ day: Int64) -> String {
    if isFrom1904 { return Self.text(Date(days: day - 24_107)) }
    if day == 60 { return "1900-02-29" }
    return Self.text(Date(days: day - (day < 60 ? 25_568 : 25_569)))
  }

  private static func text(_ date: Date) -> String {
    var octets: [UInt8] = []
    octets.reserveCapacity(10)
    put(date.year, 4, to: &octets)
    octets.append(UInt8(ascii: "-"))
    put(date.month, 2, to: &octets)
    octets.append(UInt8(ascii: "-"))
    put(date.day, 2, to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }

  private static func time(_ seconds: Int64) -> String {
    var octets: [UInt8] = []
    put(seconds / 3600, 2, to: &octets)
    octets.append(UInt8(ascii: ":"))
    put(seconds / 60 % 60, 2, to: &octets)
    if seconds % 60 != 0 {
      octets.append(UInt8(ascii: ":"))
      put(seconds % 60, 2, to: &octets)
    }
    return String(decoding: octets, as: UTF8.self)
  }

  /// Puts a number with so many digits, or more if it needs them.
  private static func put(_ value: Int64, _ digits: Int, to octets: inout [UInt8]) {
    guard value < 10_000 else { return octets.append(contentsOf: String(value).utf8) }
    var unit: Int64 = digits == 4 ? 1000 : 10
    while value / unit >= 10 { unit *= 10 }
    while unit > 0 {
      octets.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / unit % 10))
      unit /= 10
    }
  }
}
