import Domain
import Formats

extension Timestamp {
  /// The moment in UTC as RFC 3339 writes it; what programs get.
  var rfc3339: String { RFC3339.text(microseconds) }

  /// Text for a person: to the second, on a terminal with how long ago it was.
  func text(in style: OutputStyle) -> String {
    let second = Timestamp(microseconds: microseconds - microseconds.positiveRemainder(1_000_000))
    guard style.isTerminal else { return second.rfc3339 }
    let day = second.rfc3339.replacing("T", with: " ")
    return "\(day) (\(distance(to: style.now)))"
  }

  /// Distance from now, in the largest unit that fits.
  func distance(to now: Timestamp) -> String {
    let seconds = (now.microseconds - microseconds) / 1_000_000
    let words: String
    switch seconds.magnitude {
    case 0..<5: return "just now"
    case 5..<100: words = "\(seconds.magnitude) s"
    case 100..<6000: words = "\(seconds.magnitude / 60) min"
    case 6000..<172_800: words = "\(seconds.magnitude / 3600) h"
    default: words = "\(seconds.magnitude / 86_400) days"
    }
    return seconds > 0 ? "\(words) ago" : "in \(words)"
  }
}

extension Int64 {
  /// The remainder that is never negative.
  fileprivate func positiveRemainder(_ divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
