import Glibc

/// Wakes a thread that waits in `poll`: a pipe to itself. Shared by the one who waits and those who wake.
public final class WakePipe: Sendable {
  /// The end to poll for reading.
  public let descriptor: Int32
  private let writing: Int32

  /// Opens the pipe; both ends never block.
  public init() {
    var ends: [Int32] = [-1, -1]
    let answer = pipe(&ends)
    precondition(answer == 0, "the system gives no pipe: errno \(errno)")
    (descriptor, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    close(descriptor)
    close(writing)
  }

  /// Wakes whoever waits, now or next; from any thread.
  public func wake() {
    var octet: UInt8 = 1
    // A full pipe wakes as well, so what could not be written does not matter.
    _ = write(writing, &octet, 1)
  }

  /// Takes what was written; returns whether someone woke since the last call.
  public func drain() -> Bool {
    var octets = [UInt8](repeating: 0, count: 64)
    var hasWoken = false
    while read(descriptor, &octets, octets.count) > 0 { hasWoken = true }
    return hasWoken
  }
}
