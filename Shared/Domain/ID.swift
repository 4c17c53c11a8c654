/// The identifier of an entity: a UUID, ordered and hashed by its 128 bits.
///
/// The parameter keeps the ids of different things apart; nothing of the entity is stored.
public struct ID<Entity>: Hashable, Comparable, Sendable {
  /// The 128 bits in network order: the first octet of the text is the most significant.
  public let value: UInt128

  /// Wraps 128 bits that are an id already.
  public init(value: UInt128) {
    self.value = value
  }

  /// Orders by the bits, as PostgreSQL orders `uuid`.
  public static func < (left: Self, right: Self) -> Bool {
    left.value < right.value
  }
}

extension ID: LosslessStringConvertible {
  /// Reads the 36-character form of RFC 9562, in either case; `nil` for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    var value: UInt128 = 0
    for (offset, octet) in text.utf8.enumerated() {
      if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
        guard octet == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = Character(Unicode.Scalar(octet)).hexDigitValue else { return nil }
      value = value << 4 | UInt128(digit)
    }
    self.init(value: value)
  }

  /// The 36-character lower-case form of RFC 9562.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      var offset = 0
      for position in 0..<32 {
        if position == 8 || position == 12 || position == 16 || position == 20 {
          buffer[offset] = UInt8(ascii: "-")
          offset += 1
        }
        let digit = UInt8(truncatingIfNeeded: value >> UInt128(124 - position * 4)) & 15
        buffer[offset] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
        offset += 1
      }
      return 36
    }
  }
}

/// The id of a profile; it stays when all else about a person is purged (L2).
public typealias ProfileID = ID<Profile>
/// The id of a registration.
public typealias RegistrationID = ID<Registration>
/// The id of a suggestion.
public typealias SuggestionID = ID<Suggestion>
