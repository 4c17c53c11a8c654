public import Formats

/// Code of the fault for which a message can't be read: the contract's word, by which parked
/// messages are retried.
public enum FaultCode: Hashable, Sendable {
  /// Its JSON is not sound.
  case json(JSONFault.Code)
  /// There is no body.
  case emptyBody
  /// The body is larger than the limit.
  case tooLarge
  /// The headers are nested too deep.
  case headersTooDeep
  /// The body is packed.
  case unsupportedEncoding
  /// It is CloudEvents, but in a format or a version that is not read.
  case unsupportedFormat
  /// Nobody on this queue knows the type.
  case unknownType
  /// A field that must be there is not.
  case missingField
  /// A field holds what it can't hold.
  case illTyped
  /// A text is longer than any sound one.
  case tooLong
  /// A list is longer than any sound one.
  case tooMany
  /// No worker survived it: it came back as often as the broker allows, and once more alone.
  case deliveryLimit
  /// It reads well, but the database refuses one of its values.
  case unstorable
  /// An address that I3 refuses, with I3's code.
  case address(String)

  /// Beginning of the word of an address that I3 refuses.
  static let addressPrefix = "address."

  /// The word; that of an address begins with `address.`.
  public var text: String {
    switch self {
    case .json(let code): code.rawValue
    case .emptyBody: "emptyBody"
    case .tooLarge: "tooLarge"
    case .headersTooDeep: "headersTooDeep"
    case .unsupportedEncoding: "unsupportedEncoding"
    case .unsupportedFormat: "unsupportedFormat"
    case .unknownType: "unknownType"
    case .missingField: "missingField"
    case .illTyped: "illTyped"
    case .tooLong: "tooLong"
    case .tooMany: "tooMany"
    case .deliveryLimit: "deliveryLimit"
    case .unstorable: "unstorable"
    case .address(let code): Self.addressPrefix + code
    }
  }
}

extension JSONFault.Code {
  /// Sentence that says what is wrong and what would be right, without a word of the text.
  var sentence: String {
    switch self {
    case .brokenJSON: "The text is not JSON from here on; RFC 8259 says what would be."
    case .byteOrderMark: "The text begins with a byte order mark; it must begin with the JSON."
    case .controlCharacter: "A control character stands in a string; it must be escaped."
    case .duplicateKey: "An object has this key twice; it must be there once."
    case .invalidUTF8: "These octets are not UTF-8; all text must be."
    case .loneSurrogate: "Half of a surrogate pair stands alone; it must have its other half."
    case .nul: "The text holds U+0000, which can't be kept; take it out."
    case .numberTooLong: "The number has over 100 characters or an exponent over 300."
    case .tooDeep: "The text is nested deeper than 64."
    }
  }
}
