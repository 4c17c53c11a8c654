import Glibc

/// A moment for a line of the log: UTC, to the millisecond, without Foundation's calendars.
package struct UTCTime: Sendable, CustomStringConvertible {
  private let seconds: Int
  private let milliseconds: Int

  /// So long after 1970.
  package init(secondsSince1970 seconds: Int, milliseconds: Int) {
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  /// What the system's clock shows.
  @Sendable
  package static func now() -> UTCTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(secondsSince1970: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
  }

  /// As RFC 3339 has it: `2026-11-24T16:53:03.120Z`.
  package var description: String {
    var moment = seconds
    var parts = tm()
    gmtime_r(&moment, &parts)
    let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    let time = [Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec)]
    let day = date.map { Self.digits($0, 2) }.joined(separator: "-")
    let clock = time.map { Self.digits($0, 2) }.joined(separator: ":")
    return "\(day)T\(clock).\(Self.digits(milliseconds, 3))Z"
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
