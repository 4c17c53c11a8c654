/// A type of PostgreSQL that goes over the wire in binary, by the number that every server gives it.
public enum SQLType: UInt32, Sendable, CaseIterable {
  /// One byte.
  case bool = 16
  /// Bytes as they are.
  case bytea = 17
  /// 64 bits.
  case int8 = 20
  /// 16 bits.
  case int2 = 21
  /// 32 bits.
  case int4 = 23
  /// UTF-8.
  case text = 25
  /// Microseconds since 2000 on the wire, since 1970 in Swift.
  case timestamptz = 1184
  /// 16 bytes.
  case uuid = 2950
  /// A version byte and UTF-8.
  case jsonb = 3802

  /// The number of the array with elements of this type.
  public var array: UInt32 {
    switch self {
    case .bool: 1000
    case .bytea: 1001
    case .int8: 1016
    case .int2: 1005
    case .int4: 1007
    case .text: 1009
    case .timestamptz: 1185
    case .uuid: 2951
    case .jsonb: 3807
    }
  }

  /// Width of each value in bytes; nil where they differ.
  var width: Int? {
    switch self {
    case .bool: 1
    case .int2: 2
    case .int4: 4
    case .int8, .timestamptz: 8
    case .uuid: 16
    case .bytea, .text, .jsonb: nil
    }
  }
}

/// The beginning of PostgreSQL's time, 2000-01-01, in microseconds of Unix time.
@usableFromInline let postgresEpoch: Int64 = 946_684_800_000_000
