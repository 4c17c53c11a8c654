/// Moments as RFC 3339 writes them, to and from microseconds since 1970-01-01T00:00:00Z.
public enum RFC3339 {
  /// Reads a moment with its offset; `t`, `z` and a space for the `T` are let through, digits beyond
  /// microseconds are cut, and a leap second counts as the one before it.
  ///
  /// - Returns: `nil` for anything that is no such moment.
  public static func microseconds(_ text: String) -> Int64? {
    var reader = Reader(octets: Array(text.utf8))
    return reader.moment()
  }

  /// Writes a moment in UTC.
  ///
  /// A fraction is written only where there is one: three digits if they are enough, else six. Years
  /// before 0 and after 9999 can't be written; they become these.
  public static func text(_ microseconds: Int64) -> String {
    // 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z.
    let bounded = min(max(microseconds, -62_167_219_200_000_000), 253_402_300_799_999_999)
    let (seconds, fraction) = bounded.flooredQuotientAndRemainder(by: 1_000_000)
    let (days, second) = seconds.flooredQuotientAndRemainder(by: 86_400)
    let date = Date(days: days)
    let octets = [UInt8](capacity: 27) { output in
      write(date.year, digits: 4, then: "-", to: &output)
      write(date.month, digits: 2, then: "-", to: &output)
      write(date.day, digits: 2, then: "T", to: &output)
      write(second / 3600, digits: 2, then: ":", to: &output)
      write(second / 60 % 60, digits: 2, then: ":", to: &output)
      write(second % 60, digits: 2, then: fraction == 0 ? "Z" : ".", to: &output)
      if fraction % 1000 != 0 {
        write(fraction, digits: 6, then: "Z", to: &output)
      } else if fraction != 0 {
        write(fraction / 1000, digits: 3, then: "Z", to: &output)
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }

  private static func write(
    _ value: Int64, digits: Int, then mark: Unicode.Scalar, to output: inout OutputSpan<UInt8>
  ) {
    var power: Int64 = 1
    for _ in 1..<digits { power *= 10 }
    while power > 0 {
      output.append(UInt8(ascii: "0") + UInt8(value / power % 10))
      power /= 10
    }
    output.append(UInt8(ascii: mark))
  }

  /// Reads from left to right; `nil` at the first octet that does not fit.
  private struct Reader {
    let octets: [UInt8]
    var position = 0

    mutating func moment() -> Int64? {
      guard let year = digits(4), take("-"), let month = digits(2), take("-"),
        let day = digits(2),
        let date = Date(year: year, month: month, day: day),
        take("T") || take("t") || take(" "),
        let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60,
        take(":"), let second = digits(2), second <= 60,
        let fraction = fraction(), let offset = offset(), position == octets.count
      else { return nil }
      let local = ((date.days * 24 + hour) * 60 + minute) * 60 + min(second, 59)
      return (local - offset * 60) * 1_000_000 + fraction
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
      guard position < octets.count, octets[position] == UInt8(ascii: mark) else { return false }
      position += 1
      return true
    }

    private mutating func digit() -> Int64? {
      guard position < octets.count,
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= octets[position]
      else { return nil }
      position += 1
      return Int64(octets[position - 1] - UInt8(ascii: "0"))
    }

    private mutating func digits(_ count: Int) -> Int64? {
      var value: Int64 = 0
      for _ in 0..<count {
        guard let digit = digit() else { return nil }
        value = value * 10 + digit
      }
      return value
    }

    /// Reads the fraction of a second, in microseconds; 0 where none is given.
    private mutating func fraction() -> Int64? {
      guard take(".") else { return 0 }
      guard var value = digit() else { return nil }
      var count = 1
      while let digit = digit() {
        if count < 6 { value = value * 10 + digit }
        count += 1
      }
      while count < 6 {
        value *= 10
        count += 1
      }
      return value
    }

    /// Reads the offset, in minutes east of Greenwich.
    private mutating func offset() -> Int64? {
      if take("Z") || take("z") { return 0 }
      let isWest = take("-")
      guard isWest || take("+"), let hours = digits(2), hours < 24, take(":"),
        let minutes = digits(2), minutes < 60
      else { return nil }
      return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
  }
}
