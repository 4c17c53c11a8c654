/// The form in which two addresses are compared (I1): one key, one mailbox, one profile (U1).
///
/// Made by ``EmailAddress`` and read back from the store; never by hand.
public struct AddressKey: Hashable, Comparable, Sendable {
  /// The version of the algorithm; stored with the key, so that a change can be re-run (I1).
  public static let version: Int16 = 1

  /// Text of the key: NFC; local part in lower case; domain as lower-case A-labels.
  public let text: String

  /// Wraps a key that was made before; it is not checked.
  public init(stored text: String) {
    self.text = text
  }

  /// The domain, in lower-case A-labels.
  public var domain: String {
    text.utf8.lastIndex(of: .at).map { String(text[text.utf8.index(after: $0)...]) } ?? text
  }

  /// Orders by UTF-8 octets, as the store does, so that all lanes lock in one order.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
