import Domain

/// The changes of a batch, folded into the rows that one write needs.
///
/// Pure. Changes of one profile or key within the batch build on one another, so it is what they come
/// to that is written, in statements that hold for the whole batch.
struct BatchRows {
  /// Profiles that the batch made, in the order in which it did; their versions count all changes.
  private(set) var created: [(profile: Profile, at: Timestamp)] = []
  /// How much the version of each profile that stood before rises.
  private(set) var raised: [ProfileID: Int64] = [:]
  /// What becomes of each key.
  private(set) var fates: [AddressKey: AddressFate] = [:]
  /// The stays that ended, in order.
  private(set) var past: [PastAddress] = []
  /// The registrations with their message, in order.
  private(set) var registrations: [RegistrationRow] = []
  /// The suggestions and when they were made, in order.
  private(set) var suggestions: [(suggestion: Suggestion, at: Timestamp)] = []

  private var places: [ProfileID: Int] = [:]

  /// Folds all changes of the batch's messages.
  init(_ messages: [DecidedMessage]) {
    for message in messages where !message.entries.isEmpty {
      let provenance = Provenance(message)
      for entry in message.entries {
        fold(entry, provenance)
      }
    }
  }

  private mutating func fold(_ entry: Entry, _ provenance: Provenance) {
    switch entry.change {
    case .profileCreated(let profile):
      create(profile, provenance)
    case .addressAdded(let address, let profile):
      add(address, to: profile, position: Self.position(entry.sequence), provenance)
    case .addressRemoved(let key, let profile):
      leave(key, profile, movedTo: nil, provenance)
    case .addressMoved(let key, let old, let new, let uses):
      move(key, from: old, to: new, uses, Self.position(entry.sequence), provenance)
    case .usesChanged(let key, let profile, let old, let new):
      change(key, on: profile, from: old, to: new)
    case .registrationRecorded(let id, let registration, let profile, let match):
      registrations.append(
        RegistrationRow(
          id: id, registration: registration, profile: profile, match: match,
          provenance: provenance))
    case .registrationHeld(let id, let registration):
      registrations.append(
        RegistrationRow(
          id: id, registration: registration, profile: nil, match: nil, provenance: provenance))
    case .suggestionMade(let suggestion):
      suggestions.append((suggestion, provenance.at))
    }
    for profile in entry.change.raised {
      raise(profile)
    }
  }

  private mutating func create(_ profile: Profile, _ provenance: Provenance) {
    places[profile.id] = created.count
    created.append((profile, provenance.at))
    for (place, address) in profile.addresses.enumerated() {
      add(address, to: profile.id, position: Self.position(profile.version, place), provenance)
    }
  }

  private mutating func raise(_ profile: ProfileID) {
    if let place = places[profile] {
      created[place].profile.version += 1
    } else {
      raised[profile, default: 0] += 1
    }
  }

  private mutating func add(
    _ address: Address, to profile: ProfileID, position: Int64, _ provenance: Provenance
  ) {
    let standing = AddressFate.Standing(
      profile: profile, uses: address.uses, text: address.address.text, provenance: provenance,
      position: position)
    fates[address.key, default: AddressFate(isStored: false)].standing = standing
  }

  /// Ends a stay: into the history with it.
  private mutating func leave(
    _ key: AddressKey, _ profile: ProfileID, movedTo: ProfileID?, _ provenance: Provenance
  ) {
    var fate = fate(of: key, on: profile)
    if let standing = fate.standing {
      past.append(
        PastAddress(key: key, standing: standing, movedTo: movedTo, removed: provenance))
    }
    fate.isStoredGone = fate.isStored && movedTo == nil || fate.isStoredGone
    fate.standing = nil
    fates[key] = fate
  }

  private mutating func move(
    _ key: AddressKey, from old: ProfileID, to new: ProfileID, _ uses: Uses, _ position: Int64,
    _ provenance: Provenance
  ) {
    let text = fate(of: key, on: old).standing?.text
    leave(key, old, movedTo: new, provenance)
    fates[key]?.standing = AddressFate.Standing(
      profile: new, uses: uses, text: text, provenance: provenance, position: position)
  }

  private mutating func change(
    _ key: AddressKey, on profile: ProfileID, from old: Uses, to new: Uses
  ) {
    var fate = fate(of: key, on: profile)
    if fate.isStored, fate.storedUses == nil, fate.standing?.provenance == nil {
      fate.storedUses = old
    }
    fate.standing?.uses = new
    fates[key] = fate
  }

  /// The fate of a key that stands on a profile: the batch's own, or that of the stored row.
  private func fate(of key: AddressKey, on profile: ProfileID) -> AddressFate {
    fates[key]
      ?? AddressFate(
        isStored: true,
        standing: AddressFate.Standing(
          profile: profile, uses: nil, text: nil, provenance: nil, position: nil))
  }

  /// Orders the addresses of a profile as they came: by the version that brought them, then by place.
  private static func position(_ version: Int64?, _ place: Int = 0) -> Int64 {
    (version ?? 0) << 16 | Int64(place)
  }
}

/// A registration as its row keeps it.
struct RegistrationRow {
  let id: RegistrationID
  let registration: Registration
  let profile: ProfileID?
  let match: Match?
  let provenance: Provenance
}
