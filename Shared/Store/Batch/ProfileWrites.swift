import Domain
import Postgres

/// Net effect of a batch on profiles, external ids and opt-outs.
struct ProfileWrites {
  /// Profiles that the batch made, in the order in which it did; their versions count all changes.
  fileprivate var created: [Profile] = []
  /// Rises of the versions of profiles that stood before.
  fileprivate var raised: [ProfileID: Int64] = [:]
  /// The states of profiles that stood before, where they change.
  fileprivate var states: [ProfileID: StateRow] = [:]
  /// Details of profiles that stood before, where a steward edits them.
  fileprivate var details: [ProfileID: Details] = [:]
  /// Holders of each external id before the batch and after it.
  fileprivate var externalIDs: [ExternalID: (before: ProfileID?, after: ProfileID?)] = [:]
  /// Opt-outs, or (`nil`) their ends.
  fileprivate var optOuts: [OptOut: Provenance?] = [:]

  private var places: [ProfileID: Int] = [:]

  mutating func fold(_ change: ProfileChange, of id: ProfileID, _ provenance: Provenance) {
    switch change {
    case .created(let profile): create(profile)
    case .updated(let old, let new): update(id, from: old, to: new)
    case .optedOut(let topic): optOut(id, of: topic, provenance)
    case .optedIn(let topic): optOuts[OptOut(profile: id, topic: topic)] = .some(nil)
    case .affirmed: break
    case .removed: set(StateRow(profile: id, state: .removed))
    case .restored: set(StateRow(profile: id, state: .active))
    }
  }

  mutating func set(_ row: StateRow) {
    if let place = places[row.profile] {
      created[place].state = row.state
    } else {
      states[row.profile] = row
    }
  }

  mutating func optOut(_ id: ProfileID, of topic: String, _ provenance: Provenance) {
    optOuts[OptOut(profile: id, topic: topic)] = .some(provenance)
  }

  mutating func raise(_ id: ProfileID) {
    if let place = places[id] {
      created[place].version += 1
    } else {
      raised[id, default: 0] += 1
    }
  }

  private mutating func create(_ profile: Profile) {
    places[profile.id] = created.count
    created.append(profile)
    for external in profile.externalIDList {
      externalIDs[external, default: (nil, nil)].after = profile.id
    }
  }

  private mutating func update(_ id: ProfileID, from old: Details, to new: Details) {
    if let place = places[id] {
      created[place].details = new
    } else {
      details[id] = new
    }
    for external in old.externalIDs(beyond: new) {
      externalIDs[external] = (externalIDs[external]?.before ?? id, nil)
    }
    for external in new.externalIDs(beyond: old) {
      externalIDs[external, default: (nil, nil)].after = id
    }
  }
}

/// One topic of one profile.
private struct OptOut: Hashable, Comparable {
  let profile: ProfileID
  let topic: String

  static func < (left: Self, right: Self) -> Bool {
    (left.profile, left.topic) < (right.profile, right.topic)
  }
}

extension Connection {
  /// Sends what leaves profiles, before anything comes onto them.
  mutating func enqueueLeaving(_ writes: ProfileWrites) throws(PostgresError) {
    let leaving = writes.externalIDs.filter {
      $0.value.before != nil && $0.value.before != $0.value.after
    }
    try enqueue(DeleteExternalIDs.init, ifAny: leaving.keys.sorted())
  }

  /// Sends the profiles that come, and what changes of others.
  mutating func enqueue(_ writes: ProfileWrites) throws(PostgresError) {
    try enqueue(InsertProfiles.init, ifAny: writes.created)
    let raised = writes.raised.filter { writes.details[$0.key] == nil }
    try enqueue(
      RaiseVersions.init,
      ifAny: raised.sorted { $0.key < $1.key }.map { (profile: $0.key, by: $0.value) })
    try enqueue(
      UpdateStates.init, ifAny: writes.states.values.sorted { $0.profile < $1.profile })
    try enqueue(
      UpdateDetails.init,
      ifAny: writes.details.sorted { $0.key < $1.key }.map { id, details in
        (profile: id, details: details, by: writes.raised[id] ?? 0)
      })
    let coming = writes.externalIDs.compactMap { id, holders in
      holders.after == holders.before ? nil : holders.after.map { (id: id, profile: $0) }
    }
    try enqueue(InsertExternalIDs.init, ifAny: coming.sorted { $0.id < $1.id })
    let optOuts = writes.optOuts.sorted { $0.key < $1.key }
    try enqueue(
      InsertOptOuts.init,
      ifAny: optOuts.compactMap { key, provenance in
        provenance.map { (profile: key.profile, topic: key.topic, provenance: $0) }
      })
    try enqueue(
      DeleteOptOuts.init,
      ifAny: optOuts.filter { $0.value == nil }
        .map { (profile: $0.key.profile, topic: $0.key.topic) })
  }
}
