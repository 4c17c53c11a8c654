import Domain
import Store

extension MemoryState {
  /// Writes a batch, with the constraints that the tables have.
  mutating func write(_ batch: BatchDecision, queue: String?) throws(StoreError) {
    let exclusive = batch.messages.flatMap(\.changes).filter(\.change.isExclusive)
    precondition(
      exclusive.isEmpty || batch.messages.count == 1,
      "a message that ends a profile stands alone in its batch")
    var touched: Set<ProfileID> = []
    for message in batch.messages {
      for logged in message.changes {
        try apply(logged.change, by: message.cause.message)
        touched.formUnion(logged.change.named)
      }
    }
    try checkUses(of: touched)
    for message in batch.messages { try enter(message) }
    if let id = batch.outboxID, !batch.outgoing.isEmpty {
      outbox[id] = Waiting(
        row: OutboxRow(id: id, messages: batch.outgoing), queue: queue, createdAt: now)
      contents.outbox[id] = batch.outgoing.count
    }
    forget(batch.confirmed)
  }

  mutating func forget(_ rows: [OutboxID]) {
    for id in rows {
      outbox[id] = nil
      contents.outbox[id] = nil
    }
  }

  private mutating func enter(_ message: DecidedMessage) throws(StoreError) {
    let reference = message.cause.message
    if message.replacesParked, let ending = contents.inbox[reference],
      ending == .parked || ending == .retried
    {
      contents.inbox[reference] = nil
      contents.parked[reference] = nil
    }
    guard contents.inbox[reference] == nil else { throw .conflict(constraint: "inbox_once") }
    hashes[reference] = message.bodyHash
    switch message.ending {
    case .applied: contents.inbox[reference] = .applied
    case .alreadyApplied: contents.inbox[reference] = .alreadyApplied
    case .refused(let code, _):
      contents.inbox[reference] = .refused
      contents.refused[reference] = code
    case .parked(let parked):
      contents.inbox[reference] = .parked
      contents.parked[reference] = parked.code
    }
  }

  private mutating func apply(
    _ change: Change, by message: MessageReference
  ) throws(StoreError) {
    switch change {
    case .profileCreated(let profile): try create(profile, by: message)
    case .addressAdded(let address, let profile):
      try claim(address.key, for: profile, by: message)
    case .addressRemoved(let key, let profile):
      try leave(key, profile, movedTo: nil, by: message)
    case .addressMoved(let key, let old, let new, _):
      try leave(key, old, movedTo: new, by: message)
      try claim(key, for: new, by: message)
    case .profileUpdated(let profile, let old, let new):
      for id in old.externalIDs(beyond: new) { externalHolders[id] = nil }
      for id in new.externalIDs(beyond: old) { try claim(id, for: profile) }
    case .marked(let key, _, let mark): contents.marks[key] = mark
    case .cleared(let key, _): contents.marks[key] = nil
    case .registrationRecorded(let id, let registration, let profile, let match):
      record(id, registration, on: profile, match.key)
    case .registrationHeld(let id, let registration): record(id, registration, on: nil, nil)
    case .registrationMoved(let id, _, let profile, _):
      put(id, on: profile)
      mergedFrom[id] = nil
    case .suggestionMade(let suggestion):
      guard contents.suggestions.updateValue(.open, forKey: suggestion.identity) == nil else {
        throw .conflict(constraint: "suggestion_once")
      }
      filed[suggestion.id] = suggestion
    case .suggestionDecided(let suggestion, let isAccepted):
      contents.suggestions[suggestion.identity] = isAccepted ? .accepted : .dismissed
    case .erasuresEnded(let keys): for key in keys { forget(key) }
    case .profilesMerged(let merge): carry(merge)
    case .profilesUnmerged(let merge, _): giveBack(merge)
    case .profileDeceased(let merged): erase(merged, by: .death)
    case .profilePurged(let merged, let decision):
      erase(merged, by: .purge)
      contents.purges[merged.head] = .some(decision)
    case .profileRevoked(let profile, _):
      for (key, erasure) in erasures where erasure.profile == profile { forget(key) }
    case .usesChanged, .optedOut, .optedIn, .profileRemoved, .profileRestored: break
    }
    contents.profiles.apply(change)
  }

  private mutating func record(
    _ id: RegistrationID, _ registration: Registration, on profile: ProfileID?, _ key: AddressKey?
  ) {
    registrations[id] = Loaded.StoredRegistration(
      profile: profile, matchedKey: key, content: registration.content)
    contents.registrations[id] = .some(profile)
  }

  mutating func put(_ id: RegistrationID, on profile: ProfileID) {
    guard let old = registrations[id] else { return }
    registrations[id] = Loaded.StoredRegistration(
      profile: profile, matchedKey: old.matchedKey, content: old.content)
    contents.registrations[id] = .some(profile)
  }

  private mutating func claim(_ id: ExternalID, for profile: ProfileID) throws(StoreError) {
    guard externalHolders.updateValue(profile, forKey: id) == nil else {
      throw .conflict(constraint: "external_id_unique")
    }
  }

  private mutating func create(
    _ profile: Profile, by message: MessageReference
  ) throws(StoreError) {
    guard contents.profiles[profile.id] == nil else {
      throw .conflict(constraint: "profile_id_unique")
    }
    for id in profile.externalIDList { try claim(id, for: profile.id) }
    for address in profile.addresses {
      try claim(address.key, for: profile.id, by: message)
    }
  }

  private mutating func claim(
    _ key: AddressKey, for profile: ProfileID, by message: MessageReference
  ) throws(StoreError) {
    guard holders.updateValue(profile, forKey: key) == nil else {
      throw .conflict(constraint: "address_key_unique")
    }
    origins[key] = message
  }

  private mutating func leave(
    _ key: AddressKey, _ profile: ProfileID, movedTo: ProfileID?, by message: MessageReference
  ) throws(StoreError) {
    guard let address = contents.profiles[profile]?.addresses.first(where: { $0.key == key }),
      let origin = origins[key]
    else { throw .data(sqlstate: "23502", constraint: nil) }
    let row = PastAddressRow(
      key: key, text: address.address.text, profile: profile, uses: address.uses,
      movedTo: movedTo, addedBy: origin, removedBy: message)
    contents.past[row, default: 0] += 1
    holders[key] = nil
  }

  /// One address for each use on each profile (S1), once the batch is whole.
  private func checkUses(of touched: Set<ProfileID>) throws(StoreError) {
    for profile in touched.compactMap({ contents.profiles[$0] }) {
      for use in Use.allCases
      where profile.addresses.count(where: { $0.uses.contains(Uses(use)) }) > 1 {
        throw .data(sqlstate: "23505", constraint: "address_one_\(use.rawValue)")
      }
    }
  }
}
