extension Timestamp {
  /// Reads `2026-11-30`, with or without a time of day behind it, also with slashes; the moment is in UTC.
  init?(day text: some StringProtocol) {
    let parts = text.split { $0 == " " || $0 == "T" || $0 == "t" }
    guard 1...2 ~= parts.count else { return nil }
    let mark: Character = parts[0].contains("/") ? "/" : "-"
    guard let day = Self.numbers(parts[0], apart: mark, lengths: [4, 2, 2]),
      let days = Self.days(year: day[0], month: day[1], day: day[2])
    else { return nil }
    var time = [0, 0, 0]
    if parts.count == 2 {
      guard let clock = Self.numbers(parts[1], apart: ":", lengths: [2, 2, 2]) else { return nil }
      time = clock + [0]
    }
    guard time[0] < 24, time[1] < 60, time[2] < 60 else { return nil }
    let seconds = ((days * 24 + time[0]) * 60 + time[1]) * 60 + time[2]
    self.init(microseconds: Int64(seconds) * 1_000_000)
  }

  /// The day in UTC as `2026-11-30`, which ``init(day:)`` reads; `nil` before the year 1 and after 9999.
  var dayText: String? {
    let days = Int(day)
    // By the mean length of a year, which lies at most one year off.
    let estimate = 1970 + days * 400 / 146_097
    guard let year = (estimate - 1...estimate + 1).last(where: { Self.begins($0, 1, by: days) }),
      year <= 9999, let month = (1...12).last(where: { Self.begins(year, $0, by: days) }),
      let first = Self.days(year: year, month: month, day: 1)
    else { return nil }
    func padded(_ number: Int, _ length: Int) -> String {
      String(repeating: "0", count: length - "\(number)".utf8.count) + "\(number)"
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(days - first + 1, 2))"
  }

  private static func begins(_ year: Int, _ month: Int, by days: Int) -> Bool {
    Self.days(year: year, month: month, day: 1).map { $0 <= days } ?? false
  }

  /// Two or three numbers of these lengths; the last may be missing if there are two already.
  private static func numbers(
    _ text: some StringProtocol, apart mark: Character, lengths: [Int]
  ) -> [Int]? {
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == lengths.count || mark == ":" && parts.count == 2 else { return nil }
    var numbers: [Int] = []
    for (part, length) in zip(parts, lengths) {
      guard part.utf8.count == length, part.utf8.allSatisfy(\.isDigit), let number = Int(part)
      else {
        return nil
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Days since 1970-01-01; nil for a day that there is not.
  ///
  /// Counted in years that begin on 1 March, so that the leap day comes last.
  private static func days(year: Int, month: Int, day: Int) -> Int? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, 1...12 ~= month, 1...lengths[month - 1] ~= day else { return nil }
    let years = month > 2 ? year : year - 1
    let months = month > 2 ? month - 3 : month + 9
    return years * 365 + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day
      - 719_469
  }
}
