/// The five characters by which PostgreSQL names an error; the first two are its class.
public struct SQLState: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// Code as the server gave it.
  public let description: String

  /// Wraps five characters.
  public init(_ text: String) {
    description = text
  }

  /// Wraps a literal of five characters.
  public init(stringLiteral text: String) {
    description = text
  }

  /// The first two characters.
  public var group: Substring { description.prefix(2) }
}
