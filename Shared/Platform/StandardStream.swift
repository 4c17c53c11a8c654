import Glibc

/// Standard output or error, a text at a time.
public enum StandardStream: Sendable {
  /// Standard output.
  case output
  /// Standard error.
  case errors

  /// Writes a text with one `write(2)`, unless a pipe takes only a part of it; gives up when nobody reads,
  /// since there is nowhere left to tell it.
  public func write(_ text: String) {
    let descriptor = self == .output ? STDOUT_FILENO : STDERR_FILENO
    var text = text
    text.withUTF8 { octets in
      var left = UnsafeRawBufferPointer(octets)[...]
      while !left.isEmpty {
        let rest = UnsafeRawBufferPointer(rebasing: left)
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        left = left.dropFirst(count)
      }
    }
  }
}
