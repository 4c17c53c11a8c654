/// A named value of a message's headers, a queue's arguments or a nested table.
public struct Header: Sendable, Hashable {
  /// The name, at most 255 bytes.
  public var name: String
  /// Value that stands under it.
  public var value: Value

  /// Joins a name and its value.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// A value of an AMQP field table, with the many widths of numbers folded into one each.
public indirect enum Value: Sendable, Hashable {
  /// Text.
  case string(String)
  /// A byte array, or a string that was not UTF-8.
  case bytes([UInt8])
  /// A whole number of any width.
  case int(Int64)
  /// True or false.
  case bool(Bool)
  /// A floating-point or decimal number, or an unsigned one above `Int64.max`.
  case double(Double)
  /// Seconds since 1970.
  case timestamp(UInt64)
  /// A list.
  case array([Value])
  /// A nested table, in the order of the wire.
  case table([Header])
  /// Nothing; also what stands in place of a value that was nested too deep.
  case null

  /// Deepest nesting of lists and tables; what is deeper is neither read nor written.
  public static let deepest = 32
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// True or false.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
