/// Key that stands in the code: a plain word, written as it is and compared octet by octet.
@frozen
public struct JSONKey: ExpressibleByStringLiteral, CustomStringConvertible, Sendable {
  /// The word.
  public let description: String

  /// Takes a literal that needs no escape.
  @inlinable
  public init(stringLiteral text: String) {
    description = text
  }
}
