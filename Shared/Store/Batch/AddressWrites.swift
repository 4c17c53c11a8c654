import Domain
import Hashing
import Postgres

/// Net effect of a batch on addresses.
struct AddressWrites {
  private var deltas: [AddressKey: AddressDelta] = [:]
  /// The placements that ended, in order.
  private(set) var past: [PastAddress] = []
  /// Addresses that stand on a profile again after they were erased.
  private(set) var returned: [AddressKey] = []

  // From ``settle()``: the rows for each statement, sorted by key.

  /// Rows that go.
  private(set) var deleted: [AddressKey] = []
  /// Rows that lose uses.
  private(set) var taken: [NewUses] = []
  /// Rows that change their profile.
  private(set) var moved: [PlacedAddress] = []
  /// Rows that go back to where they came from with a merge.
  private(set) var broughtBack: [PlacedAddress] = []
  /// Rows that come.
  private(set) var added: [PlacedAddress] = []
  /// Rows that gain uses.
  private(set) var given: [NewUses] = []
}

// MARK: Fold

extension AddressWrites {
  /// Takes in what a profile brings along.
  mutating func fold(_ change: ProfileChange, _ provenance: Provenance) {
    guard case .created(let profile) = change else { return }
    for (place, address) in profile.addresses.enumerated() {
      add(address, to: profile.id, position: Self.position(profile.version, place), provenance)
    }
  }

  /// Takes in a change of one key; the version of its profile afterwards gives its place there.
  mutating func fold(
    _ change: AddressChange, of key: AddressKey, version: Int64?, _ provenance: Provenance
  ) {
    switch change {
    case .added(let address, let profile):
      add(address, to: profile, position: Self.position(version), provenance)
    case .removed(let profile): leave(key, profile, movedTo: nil, provenance)
    case .moved(let old, let new, let uses):
      move(key, from: old, to: new, uses, position: Self.position(version), provenance)
    case .returned(let old, let new, let uses):
      move(key, from: old, to: new, uses, position: Self.position(version), provenance)
      deltas[key]?.placement?.isReturn = true
    case .usesChanged(let profile, let old, let new):
      use(key, on: profile, from: old, to: new)
      deltas[key]?.placement?.usesChange = provenance
    case .erasureEnded: returned.append(key)
    }
  }

  private mutating func add(
    _ address: Address, to profile: ProfileID, position: Int64, _ provenance: Provenance
  ) {
    deltas[address.key, default: AddressDelta(isStored: false)].placement = AddressPlacement(
      profile: profile, uses: address.uses, text: address.address.text, provenance: provenance,
      position: position)
  }

  private mutating func move(
    _ key: AddressKey, from old: ProfileID, to new: ProfileID, _ uses: Uses, position: Int64,
    _ provenance: Provenance
  ) {
    let text = delta(of: key, on: old).placement?.text
    leave(key, old, movedTo: new, provenance)
    deltas[key]?.placement = AddressPlacement(
      profile: new, uses: uses, text: text, provenance: provenance, position: position,
      usesChange: provenance)
  }

  /// Ends a placement: into the history with it.
  private mutating func leave(
    _ key: AddressKey, _ profile: ProfileID, movedTo: ProfileID?, _ provenance: Provenance
  ) {
    var delta = delta(of: key, on: profile)
    if let placement = delta.placement {
      past.append(
        PastAddress(key: key, placement: placement, movedTo: movedTo, removed: provenance))
    }
    delta.isStoredGone = delta.isStored && movedTo == nil || delta.isStoredGone
    delta.placement = nil
    deltas[key] = delta
  }

  private mutating func use(
    _ key: AddressKey, on profile: ProfileID, from old: Uses, to new: Uses
  ) {
    var delta = delta(of: key, on: profile)
    if delta.isStored, delta.storedUses == nil, delta.placement?.provenance == nil {
      delta.storedUses = old
    }
    delta.placement?.uses = new
    deltas[key] = delta
  }

  /// The delta of a key that stands on a profile: the batch's own, or that of the stored row.
  private func delta(of key: AddressKey, on profile: ProfileID) -> AddressDelta {
    deltas[key]
      ?? AddressDelta(
        isStored: true,
        placement: AddressPlacement(
          profile: profile, uses: nil, text: nil, provenance: nil, position: nil))
  }

  /// Orders the addresses of a profile as they came: by the version that brought them, then by place.
  private static func position(_ version: Int64?, _ place: Int = 0) -> Int64 {
    (version ?? 0) << 16 | Int64(place)
  }
}

// MARK: Settle

extension AddressWrites {
  /// Sorts what the batch comes to into rows, once all is folded.
  mutating func settle() {
    for (key, delta) in deltas.sorted(by: { $0.key < $1.key }) { settle(key, delta) }
  }

  private mutating func settle(_ key: AddressKey, _ delta: AddressDelta) {
    if delta.isStored, delta.isStoredGone || delta.placement == nil { deleted.append(key) }
    guard let placement = delta.placement else { return }
    let uses = placement.uses ?? []
    guard let provenance = placement.provenance, let position = placement.position else {
      return change(key, from: delta.storedUses ?? [], to: uses, placement.usesChange)
    }
    let placed = PlacedAddress(
      key: key, text: placement.text ?? key.text, uses: uses, profile: placement.profile,
      position: position, provenance: provenance)
    if delta.isStored, !delta.isStoredGone {
      if placement.isReturn { broughtBack.append(placed) } else { moved.append(placed) }
      change(key, from: [], to: uses, placement.usesChange)
    } else {
      added.append(placed)
    }
  }

  private mutating func change(
    _ key: AddressKey, from old: Uses, to new: Uses, _ provenance: Provenance?
  ) {
    let uses = NewUses(key: key, uses: new, provenance: provenance)
    if !old.isSubset(of: new) { taken.append(uses) }
    if !new.isSubset(of: old) { given.append(uses) }
  }
}

// MARK: Write

extension Connection {
  /// Sends what leaves its place, before anything comes there.
  mutating func enqueueLeaving(_ writes: AddressWrites) throws(PostgresError) {
    try enqueue(InsertPastAddresses.init, ifAny: writes.past)
    try enqueue(DeleteAddresses.init, ifAny: writes.deleted)
    try enqueue(TakeUses.init, ifAny: writes.taken)
    try enqueue(MoveAddresses.init, ifAny: writes.moved)
    try enqueue(ReturnAddresses.init, ifAny: writes.broughtBack)
  }

  /// Sends what comes, once the profiles are there.
  mutating func enqueueComing(_ writes: AddressWrites) throws(PostgresError) {
    try enqueue(InsertAddresses.init, ifAny: writes.added)
    try enqueue(GiveUses.init, ifAny: writes.given)
  }

  /// Sends the hashes that go; a service without keys recognises none (L6).
  mutating func enqueueReturned(
    _ writes: AddressWrites, erasure policy: ErasurePolicy?
  ) throws(PostgresError) {
    guard let keys = policy?.keys else { return }
    try enqueue(
      DeleteErasedAddresses.init, ifAny: writes.returned.flatMap { keys.tags(of: $0.text) })
  }
}
