internal import Glibc
internal import Threading

/// Open file, pipe or socket.
///
/// What is read comes as an array and what is written is given as one: no pointer to it is left behind when
/// a call has returned, which makes the calls of this file safe.
public final class Descriptor: Sendable {
  /// Standard input; like the two others it stays open.
  public static var input: Descriptor { Descriptor(number: STDIN_FILENO, isOwned: false) }
  /// Standard output.
  public static var output: Descriptor { Descriptor(number: STDOUT_FILENO, isOwned: false) }
  /// Standard error.
  public static var errors: Descriptor { Descriptor(number: STDERR_FILENO, isOwned: false) }

  /// Number for `poll`, and for a library that does not close it.
  public let number: Int32
  private let isOwned: Bool

  private init(number: Int32, isOwned: Bool) {
    self.number = number
    self.isOwned = isOwned
  }

  /// Owns a number, which is closed when its last owner goes.
  convenience init(owning number: Int32) throws(SystemError) {
    guard number >= 0 else { throw .last }
    self.init(number: number, isOwned: true)
  }

  deinit {
    if isOwned { close(number) }
  }

  /// Opens a file for reading.
  public static func opening(_ path: String) throws(SystemError) -> Descriptor {
    try Descriptor(owning: unsafe open(path, O_RDONLY | O_CLOEXEC))
  }

  /// Another number of the same, not inherited by programs that are started: a library may own it.
  public func duplicate() throws(SystemError) -> Int32 {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw .last }
    return copy
  }

  /// Makes its reads and writes return at once, and keeps it from programs that are started.
  func unblock() {
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  /// `true` if it is a terminal.
  public var isTerminal: Bool { isatty(number) == 1 }

  /// Reads once, as much as is there; empty at the end.
  public func read(atMost limit: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: limit) { output throws(SystemError) in
      let count = unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        let count = unsafe Glibc.read(number, buffer.baseAddress, limit)
        filled = max(0, count)
        return count
      }
      if count < 0 { throw .last }
    }
  }

  /// Reads to the end, or until more than the limit has come.
  public func readAll(limit: Int) throws(SystemError) -> [UInt8] {
    var octets: [UInt8] = []
    while octets.count <= limit {
      do throws(SystemError) {
        let more = try read(atMost: 1 << 16)
        guard !more.isEmpty else { break }
        octets += more
      } catch {
        guard error.isPassing else { throw error }
      }
    }
    return octets
  }

  /// Sends once over a socket, as much as it takes; a peer that is gone is an error and no signal.
  ///
  /// - Returns: how many octets it took.
  public func send(_ octets: [UInt8]) throws(SystemError) -> Int {
    let count = unsafe Glibc.send(number, octets, octets.count, Int32(MSG_NOSIGNAL))
    guard count >= 0 else { throw .last }
    return count
  }

  /// Tells a socket's peer that no more will be sent.
  public func finishSending() {
    shutdown(number, Int32(SHUT_WR))
  }

  /// Writes all of it, and waits where it must; gives up when nobody reads any more, or there is no room.
  ///
  /// - Returns: whether all of it was written, for who can still tell it.
  @discardableResult
  public func write(_ octets: [UInt8]) -> Bool {
    var rest = octets[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if SystemError.last.isPassing {
        var waiter = PollWaiter()
        _ = waiter.wait(for: number, .writable, until: .now + .seconds(1))
      } else {
        return false
      }
    }
    return true
  }
}
