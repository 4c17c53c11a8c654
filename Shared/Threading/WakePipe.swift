import Glibc

/// Wakes a thread that waits in `poll`: one end is polled by it, the other written by anyone.
public final class WakePipe: Sendable {
  /// Readable from a ``wake()`` until the next ``drain()``; open as long as the pipe lives.
  public let descriptor: Int32
  private let writer: Int32

  /// Opens a pipe that blocks neither side and is not inherited by child processes.
  ///
  /// - Throws: ``ThreadingError/pipe(_:)`` if too many files are open.
  public init() throws(ThreadingError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .pipe(errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    writer = ends[1]
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  /// Wakes the waiting thread, now or as soon as it waits; from any thread, and from a signal handler.
  public func wake() {
    let saved = errno
    var byte: UInt8 = 0
    // A full pipe wakes as well.
    _ = unsafe write(writer, &byte, 1)
    errno = saved
  }

  /// Forgets the wakes so far: called before looking at what they were about.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public func drain() -> Bool {
    var hasWoken = false
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    while unsafe read(descriptor, &bytes, bytes.count) > 0 { hasWoken = true }
    return hasWoken
  }
}
