/// A text that must not be seen: it prints, reflects and describes itself as `<redacted>`.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself, for the one call that needs it.
  public let revealed: String

  /// Keeps a text from being printed.
  public init(_ text: String) {
    revealed = text
  }

  /// Always `<redacted>`.
  public var description: String { "<redacted>" }
  /// Always `<redacted>`.
  public var debugDescription: String { description }
  /// Without children, so that `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
