import Glibc

/// Standard error.
public enum StandardError {
  /// True if it is a terminal.
  public static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes octets with one `write(2)`, unless a pipe takes only a part of them.
  public static func write(_ octets: [UInt8]) {
    put(octets, to: STDERR_FILENO)
  }

  /// Writes a text in the same way.
  public static func write(_ text: String) {
    put(Array(text.utf8), to: STDERR_FILENO)
  }
}

/// Standard output.
public enum StandardOutput {
  /// True if it is a terminal.
  public static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes octets with one `write(2)`, unless a pipe takes only a part of them.
  public static func write(_ octets: [UInt8]) {
    put(octets, to: STDOUT_FILENO)
  }

  /// Writes a text in the same way.
  public static func write(_ text: String) {
    put(Array(text.utf8), to: STDOUT_FILENO)
  }
}

/// Gives up when nobody reads: there is nowhere left to tell it.
private func put(_ octets: [UInt8], to descriptor: Int32) {
  var left = octets[...]
  while !left.isEmpty {
    let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count < 0 && errno == EAGAIN {
      // Whoever shares the stream has set it not to wait, and its reader is slow.
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&room, 1, -1)
      continue
    }
    guard count > 0 else { return }
    left = left.dropFirst(count)
  }
}
