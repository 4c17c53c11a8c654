import POSIX

/// Standard error, a text at a time.
public enum StandardError {
  /// Writes a text with one `write(2)`, unless a pipe takes only a part of it.
  public static func write(_ text: String) {
    Descriptor.errors.write(Array(text.utf8))
  }
}

/// Standard output, a text at a time.
public enum StandardOutput {
  /// Writes a text with one `write(2)`, unless a pipe takes only a part of it.
  public static func write(_ text: String) {
    Descriptor.output.write(Array(text.utf8))
  }
}
