/// Refusal of a text that is no address (I3): a code, the place of its fault, and what would be
/// right, if that is plain to see.
public struct AddressRefusal: Error, Hashable, Sendable {
  /// Code of the fault.
  public let code: Code
  /// Place at which the fault that the code names begins.
  ///
  /// UTF-8 octets from 0, in the text as it was sent, before trimming. Where something is missing, the
  /// end of the text without the white space after it.
  public let offset: Int
  /// The address that was meant; `nil` where that is not plain to see.
  ///
  /// Only with ``Code/displayName``, ``Code/severalAddresses`` (the first of them), ``Code/mailto``,
  /// ``Code/trailingPunctuation`` and ``Code/invisible``. Personal data, never for an event or a log.
  public let repaired: String?

  /// Describes a refusal.
  public init(code: Code, offset: Int, repaired: String? = nil) {
    self.code = code
    self.offset = offset
    self.repaired = repaired
  }
}

extension AddressRefusal {
  /// Fault that an address can have; the raw value is the word that the outside sees.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// There is no `@`, or none outside quotation marks.
    case noAt
    /// There is more than one `@` outside quotation marks.
    case secondAt
    /// A control character, one that turns the direction of writing included.
    case control
    /// A comment in parentheses.
    case comment
    /// Nothing before the `@`.
    case emptyLocal
    /// A dot first, last or next to another one before the `@`.
    case dots
    /// A character before the `@` that needs quotation marks, or is never allowed.
    case localCharacter
    /// A quotation that does not end before the `@`, or holds what it may not.
    case quotedString
    /// More than 64 octets before the `@`.
    case localTooLong
    /// A network address in brackets instead of a domain name.
    case addressLiteral
    /// A character that no domain name has, `_` for instance.
    case domainCharacter
    /// Nothing where a label of the domain name should be.
    case emptyLabel
    /// A label of more than 63 octets.
    case labelTooLong
    /// A label with a hyphen first, last, or third and fourth.
    case hyphen
    /// A label with `xn--` that stands for no valid name.
    case aLabel
    /// A domain name without a dot.
    case oneLabel
    /// A domain name that ends in a number.
    case numericTop
    /// More than 254 octets in all, the domain name as A-labels.
    case tooLong
    /// A name before an address in angle brackets.
    case displayName
    /// More than one address.
    case severalAddresses
    /// A link instead of an address.
    case mailto
    /// An address with punctuation after it.
    case trailingPunctuation
    /// A character before the `@` that nobody sees or means.
    case invisible
  }

  /// Sentence for a person; never a part of the address.
  public var sentence: String { code.sentence }
}

extension AddressRefusal.Code {
  /// Sentence for a person; never a part of the address.
  public var sentence: String {
    switch self {
    case .noAt: "The address has no @ between its two parts."
    case .secondAt: "The address has more than one @; it must have exactly one."
    case .control: "The address holds a control character; remove it."
    case .comment: "The address holds a comment in parentheses; write it without."
    case .emptyLocal: "Nothing stands before the @."
    case .dots: "Before the @, a dot must stand between two other characters."
    case .localCharacter: "A character before the @ is not allowed there."
    case .quotedString: "The quotation before the @ is not closed, or holds what it may not."
    case .localTooLong: "More than 64 octets stand before the @."
    case .addressLiteral: "A domain name must follow the @, not a network address in brackets."
    case .domainCharacter: "A character after the @ is not allowed in a domain name."
    case .emptyLabel: "The domain name has a dot too many, or nothing follows the @."
    case .labelTooLong: "A part of the domain name has more than 63 octets."
    case .hyphen: "A part of the domain name has a hyphen where none may stand."
    case .aLabel: "A part of the domain name begins with xn-- and stands for no valid name."
    case .oneLabel: "The domain name needs a dot, as in example.se."
    case .numericTop: "The domain name ends in a number; a network address is not accepted."
    case .tooLong: "The address has more than 254 octets."
    case .displayName: "A name stands before the address; give the address alone."
    case .severalAddresses: "There is more than one address; give each on its own."
    case .mailto: "This is a link; give the address without mailto."
    case .trailingPunctuation: "Punctuation follows the address; give the address alone."
    case .invisible:
      "A character before the @ cannot be seen or read; write the address without it."
    }
  }
}
