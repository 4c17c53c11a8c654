extension Change {
  /// Every profile that the change names, with the one that it is told of among them.
  public var named: [ProfileID] {
    switch self {
    case .profileCreated(let profile): [profile.id]
    case .addressAdded(_, let profile), .addressRemoved(_, let profile),
      .usesChanged(_, let profile, _, _), .registrationRecorded(_, _, let profile, _):
      [profile]
    case .addressMoved(_, let old, let new, _): [new, old]
    case .registrationHeld: []
    case .suggestionMade(let suggestion): suggestion.profiles
    }
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  /// Brings the profiles to where a change leaves them, their versions included.
  ///
  /// The one place that says what a change does to a profile: the verbs of the book go through it, and
  /// so does whoever replays a log onto the profiles from which it began. A profile that is not here is
  /// left out; registrations and suggestions stand beside the profiles and change none.
  public mutating func apply(_ change: Change) {
    switch change {
    case .profileCreated(let profile):
      self[profile.id] = profile
    case .addressAdded(let address, let id):
      self[id]?.addresses.append(address)
    case .addressRemoved(let key, let id):
      self[id]?.addresses.removeAll { $0.key == key }
    case .addressMoved(let key, let old, let new, let uses):
      guard var address = self[old]?.address(key) else { break }
      self[old]?.addresses.removeAll { $0.key == key }
      address.uses = uses
      self[new]?.addresses.append(address)
    case .usesChanged(let key, let id, _, let uses):
      guard let place = self[id]?.addresses.firstIndex(where: { $0.key == key }) else { break }
      self[id]?.addresses[place].uses = uses
    case .registrationRecorded, .registrationHeld, .suggestionMade:
      break
    }
    for id in change.raised { self[id]?.version += 1 }
  }
}
