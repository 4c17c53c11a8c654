internal import Glibc

/// Refusal of the operating system: an `errno`.
public struct SystemError: Error, Hashable, Sendable {
  /// The number.
  public let number: Int32

  /// Wraps a number.
  public init(number: Int32) {
    self.number = number
  }

  /// Refusal of the call that failed just now on this thread.
  static var last: SystemError { SystemError(number: errno) }

  /// `true` if the same call can be made again later: nothing has come, no room yet, or a signal
  /// came.
  public var isPassing: Bool { number == EAGAIN || number == EINTR }

  /// `true` if something stands already where a file was to be made.
  public var isOccupied: Bool { number == EEXIST }

  /// `true` if a link, or a file in the place of a folder, stood on the way to a file.
  public var isLink: Bool { number == ELOOP || number == ENOTDIR }
}

extension SystemError: CustomStringConvertible {
  /// The system's own words.
  public var description: String {
    var words = [CChar](repeating: 0, count: 128)
    // The system writes no more than it is given room for, and ends it with a zero.
    guard unsafe strerror_r(number, &words, words.count) == 0 else { return "error \(number)" }
    return String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
