/// Fault for which a text is not JSON as this project accepts it, and its place.
public struct JSONFault: Error, Hashable, Sendable {
  /// Fault of a JSON text; the raw value is the contract's word for it.
  public enum Code: String, CaseIterable, Sendable {
    /// The grammar of RFC 8259 is broken, or the text ends too early or too late.
    case brokenJSON
    /// The text begins with a byte order mark.
    case byteOrderMark
    /// A control character stands in a string without an escape.
    case controlCharacter
    /// An object has the same key twice, compared after decoding.
    case duplicateKey
    /// Octets that are not UTF-8.
    case invalidUTF8
    /// Half of a surrogate pair.
    case loneSurrogate
    /// U+0000, escaped or raw; PostgreSQL keeps none.
    case nul
    /// A number of more digits, or of a larger exponent, than anything means by a number.
    case numberTooLong
    /// Nested deeper than 64.
    case tooDeep
  }

  /// Code of the fault.
  public let code: Code
  /// The path of the value in which it stands.
  ///
  /// `$.emails[1]`, say. It may hold keys of the sender's own.
  public let path: String
  /// The octet where it was found, counted from 0.
  public let offset: Int

  /// Describes a fault.
  public init(code: Code, path: String, offset: Int) {
    self.code = code
    self.path = path
    self.offset = offset
  }
}
