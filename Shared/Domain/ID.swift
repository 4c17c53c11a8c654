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
    var octets = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
    var rest = value
    for place in octets.indices.reversed()
    where place != 8 && place != 13 && place != 18 && place != 23 {
      let digit = UInt8(truncatingIfNeeded: rest) & 15
      octets[place] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
      rest >>= 4
    }
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: octets.span))
    } catch {
      preconditionFailure("Digits and hyphens are UTF-8.")
    }
  }
}

/// The id of a profile; it stays when all else about a person is purged (L2).
public typealias ProfileID = ID<Profile>
/// The id of a registration.
public typealias RegistrationID = ID<Registration>
/// The id of a suggestion.
public typealias SuggestionID = ID<Suggestion>
/// The id of an event.
public typealias EventID = ID<EventReference>
