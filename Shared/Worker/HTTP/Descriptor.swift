import Glibc

/// A file descriptor that is closed with its last owner.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  /// Makes its reads and writes return at once, and keeps it from programs that are started.
  func unblock() {
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    close(number)
  }
}

/// A pipe that wakes a thread out of its poll.
struct WakeUp: Sendable {
  let reading: Descriptor
  private let writing: Descriptor

  /// - Returns: `nil` if there is no descriptor left.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    reading = Descriptor(ends[0])
    writing = Descriptor(ends[1])
    reading.unblock()
    writing.unblock()
  }

  /// Never blocks: a full pipe wakes as well.
  func ring() {
    var octet: UInt8 = 0
    _ = write(writing.number, &octet, 1)
  }
}
