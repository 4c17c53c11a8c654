/// An address on a profile, with its uses.
public struct Address: Hashable, Sendable {
  /// The address as it was first written (U4), and its key.
  public let address: EmailAddress
  /// Uses of the address; none makes it additional.
  public var uses: Uses

  /// Puts an address on a profile.
  public init(_ address: EmailAddress, uses: Uses = []) {
    self.address = address
    self.uses = uses
  }

  /// The form in which addresses are compared (I1).
  public var key: AddressKey { address.key }
}
