/// A mailbox as it was written, with its key (I1).
public struct EmailAddress: Hashable, Sendable {
  /// As it was written, without white space around it.
  public let text: String
  /// The form in which it is compared.
  public let key: AddressKey

  /// Wraps an address that was accepted before; it is not checked.
  public init(stored text: String, key: AddressKey) {
    self.text = text
    self.key = key
  }
}
