/// A registration that is kept, as far as it matters to where it belongs.
public struct RecordedRegistration: Hashable, Sendable {
  /// The profile that it is recorded on; `nil` while it is held (M7, L1).
  public var profile: ProfileID?
  /// Name as the form gave it.
  public let name: Name
  /// Telephone as the form gave it.
  public let phone: String?
  /// The address that matched, else its first; `nil` once it was erased (L1).
  public let address: EmailAddress?
  /// All its addresses, in the order of the form.
  public let all: [EmailAddress]

  /// Describes a kept registration.
  public init(
    profile: ProfileID?, name: Name = Name(), phone: String? = nil, address: EmailAddress? = nil,
    all: [EmailAddress] = []
  ) {
    self.profile = profile
    self.name = name
    self.phone = phone
    self.address = address
    self.all = all
  }
}

/// Destination of a registration that a steward moves.
public enum Destination: Hashable, Sendable {
  /// On a profile that is there.
  case profile(ProfileID)
  /// On a new one, with what the registration tells.
  case new
}
