import Glibc

/// Standard error, a text at a time.
public enum StandardError {
  /// Writes a text with one `write(2)`, unless a pipe takes only a part of it.
  public static func write(_ text: String) {
    put(text, to: STDERR_FILENO)
  }
}

/// Standard output, a text at a time.
public enum StandardOutput {
  /// Writes a text with one `write(2)`, unless a pipe takes only a part of it.
  public static func write(_ text: String) {
    put(text, to: STDOUT_FILENO)
  }
}

/// Gives up when nobody reads: there is nowhere left to tell it.
private func put(_ text: String, to descriptor: Int32) {
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
