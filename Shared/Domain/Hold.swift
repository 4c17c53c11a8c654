/// What a book was loaded with, and how firmly each part of it is held.
struct Hold: Sendable {
  /// How firmly each profile is held.
  var profiles: [ProfileID: Touch.Access]
  /// What was asked for; `nil` if everything is held.
  private let asked: Touch?

  /// A profile is held by its own id, and by each of its addresses that was asked for.
  init(_ asked: Touch?, profiles loaded: [Profile]) {
    self.asked = asked
    profiles = asked?.profiles ?? [:]
    guard let keys = asked?.keys, !keys.isEmpty else { return }
    for profile in loaded {
      for address in profile.addresses {
        guard let access = keys[address.key] else { continue }
        profiles[profile.id] = max(access, profiles[profile.id] ?? access)
      }
    }
  }

  /// Whether a profile is held that firmly; one that was asked for and is not there does not exist.
  func covers(_ profile: ProfileID, _ access: Touch.Access) -> Bool {
    asked == nil || profiles[profile].map { $0 >= access } ?? false
  }

  /// Whether it is known who has an address.
  func covers(_ key: AddressKey) -> Bool {
    asked.map { $0.keys[key] != nil } ?? true
  }

  /// Whether it is known on whom an external id stands.
  func covers(_ id: ExternalID) -> Bool {
    asked.map { $0.externalIDs.contains(id) } ?? true
  }
}
