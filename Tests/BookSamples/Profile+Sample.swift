public import Domain

extension Profile {
  /// Makes a profile whose moment does not matter.
  public init(
    id: ProfileID, state: State = .active, version: Int64 = 1, name: Name = Name(),
    phone: String? = nil, externalIDs: [String: String] = [:], isProtected: Bool = false,
    mergedInto: ProfileID? = nil, stateBeforeDeath: State? = nil, optedOut: Set<String> = [],
    addresses: [Address] = []
  ) {
    self.init(
      id: id, state: state, version: version, name: name, phone: phone, externalIDs: externalIDs,
      isProtected: isProtected, mergedInto: mergedInto, stateBeforeDeath: stateBeforeDeath,
      optedOut: optedOut, createdAt: Timestamp(microseconds: 0), addresses: addresses)
  }
}
