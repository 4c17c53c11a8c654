import POSIX

/// Standard output or error, a text at a time.
public enum StandardStream: Sendable {
  /// Standard output.
  case output
  /// Standard error.
  case errors

  /// Writes a text with one `write(2)`, unless a pipe takes only a part of it; gives up when nobody reads,
  /// since there is nowhere left to tell it.
  public func write(_ text: String) {
    let descriptor = self == .output ? Descriptor.output : Descriptor.errors
    descriptor.write(Array(text.utf8))
  }
}
