/// End of a merge, decided thing by thing: what goes back, what stays, and what is told of it (L4).
struct Unmerge {
  /// Another merge into the same profile, and what was merged away by it.
  struct Sibling {
    /// The merge, as it is to be.
    var merge: Merge
    /// The profile that was merged away, as it is to be.
    var profile: Profile
    /// That one, and all that were merged into it.
    let members: Set<ProfileID>
    /// The merge, as it was.
    let mergeBefore: Merge
    /// The profile, as it was.
    let profileBefore: Profile

    init(_ merge: Merge, of profile: Profile, members: Set<ProfileID>) {
      self.merge = merge
      self.profile = profile
      self.members = members
      mergeBefore = merge
      profileBefore = profile
    }
  }

  private let merge: Merge
  private let target: Profile
  private let source: Profile
  /// The kept profile, as it is to be.
  private var now: Profile
  /// Details of the profile that comes back, as they are to be.
  private var back: Details
  private var siblings: [Sibling]
  /// The changes of single things so far.
  private var parts: [Change] = []
  private var leftovers: [Leftover] = []
  /// The addresses that go back.
  private(set) var returning: Set<AddressKey> = []

  /// Begins with everything where it is.
  init(_ merge: Merge, from target: Profile, to source: Profile, beside siblings: [Sibling]) {
    self.merge = merge
    self.target = target
    self.source = source
    now = target
    back = source.details
    self.siblings = siblings
  }

  /// All of it, in order, the end of the merge last; an external id leaves one profile before another one
  /// gets it.
  var changes: [Change] {
    var changes = parts
    func edit(_ id: ProfileID, from old: Details, to new: Details) {
      if new != old { changes.append(.profile(id, .updated(from: old, to: new))) }
    }
    for sibling in siblings {
      edit(sibling.profile.id, from: sibling.profileBefore.details, to: sibling.profile.details)
    }
    edit(now.id, from: target.details, to: now.details)
    edit(source.id, from: source.details, to: back)
    for sibling in siblings where sibling.merge != sibling.mergeBefore {
      changes.append(.merge(sibling.merge, .amended))
    }
    changes.append(.merge(merge, .unmerged(leftovers: leftovers)))
    return changes
  }
}

// MARK: Addresses

extension Unmerge {
  /// Gives back the addresses that came along, and to all the uses from before the merge.
  ///
  /// One that came to the kept profile anew with a later merge belongs to that one.
  mutating func giveBackAddresses() {
    for moved in merge.addresses {
      let isLater = siblings.contains { sibling in
        sibling.merge.at > merge.at && sibling.merge.addresses.contains { $0.key == moved.key }
      }
      guard now.address(moved.key) != nil, !isLater else {
        leftovers.append(.address(moved.key))
        continue
      }
      parts.append(
        .address(moved.key, .returned(from: now.id, to: source.id, uses: moved.before)))
      now.addresses.removeAll { $0.key == moved.key }
      returning.insert(moved.key)
    }
    restoreUses()
    for place in siblings.indices where siblings[place].merge.at > merge.at {
      siblings[place].merge.keptUses = siblings[place].merge.keptUses.map { uses in
        merge.restored(uses.filter { !returning.contains($0.key) })
      }
    }
    if lostPrimary { leftovers.append(.primary) }
  }

  /// Changes uses on the kept profile: what one address is to get, another one has lost before (S1).
  private mutating func restoreUses() {
    let uses = merge.restored(now.usesByKey)
    for isGain in [false, true] {
      for place in now.addresses.indices {
        let (key, old) = (now.addresses[place].key, now.addresses[place].uses)
        let wanted = uses[key] ?? old
        let new = isGain ? wanted : old.intersection(wanted)
        guard new != old else { continue }
        parts.append(.address(key, .usesChanged(on: now.id, from: old, to: new)))
        now.addresses[place].uses = new
      }
    }
  }

  /// `true` if the kept profile had a primary address, has none now, and the merge had not given it one.
  private var lostPrimary: Bool {
    let primary = Uses(.primary)
    guard let old = target.addresses.first(where: { $0.uses.contains(primary) }),
      !now.addresses.contains(where: { $0.uses.contains(primary) })
    else { return false }
    return !merge.addresses.contains { $0.key == old.key && $0.after.contains(primary) }
  }
}

// MARK: Details

extension Unmerge {
  /// Takes back what was filled in, unless a steward said it since; what the kept profile so lacks, the next
  /// one that is still merged into it gives.
  mutating func giveBackDetails() {
    takeBack(\.name.given, .givenName, .givenName)
    takeBack(\.name.family, .familyName, .familyName)
    takeBack(\.phone, .phone, .phone)
    for (system, value) in merge.filled.externalIDs.sorted(by: { $0.key < $1.key }) {
      takeBack(ExternalID(system: system, value: value))
    }
    takeBackProtection()
  }

  private mutating func takeBack(
    _ field: WritableKeyPath<Details, String?>, _ said: Affirmation, _ leftover: Leftover
  ) {
    guard let filled = merge.filled[keyPath: field] else { return }
    guard now.details[keyPath: field] == filled, !merge.affirmed.contains(said) else {
      leftovers.append(leftover)
      return
    }
    let next = siblings.firstIndex { $0.profile.details[keyPath: field] != nil }
    let value = next.flatMap { siblings[$0].profile.details[keyPath: field] }
    now.details[keyPath: field] = value
    if let next { siblings[next].merge.filled[keyPath: field] = value }
  }

  private mutating func takeBack(_ id: ExternalID) {
    let system = id.system
    if let holder = siblings.firstIndex(where: { $0.profile.externalIDs[system] == id.value }) {
      // The kept profile was given that one's id, which holds this one since.
      siblings[holder].profile.externalIDs[system] = nil
      back.externalIDs[system] = id.value
      forgetReplaced(id)
      return
    }
    guard now.externalIDs[system] == id.value,
      !merge.affirmed.contains(.externalID(system: system))
    else {
      leftovers.append(.externalID(system: system))
      return
    }
    back.externalIDs[system] = id.value
    let next = siblings.firstIndex { $0.profile.externalIDs[system] != nil }
    let value = next.flatMap { siblings[$0].profile.externalIDs[system] }
    now.externalIDs[system] = value
    if let next {
      siblings[next].profile.externalIDs[system] = nil
      siblings[next].merge.filled.externalIDs[system] = value
    }
  }

  /// Leaves protection on both if it was said of them, and on the kept one as long as another one of those that
  /// are one with it is protected (L8).
  private mutating func takeBackProtection() {
    guard now.isProtected else { return }
    if merge.affirmed.contains(.protection) {
      back.isProtected = true
    } else if merge.filled.isProtected {
      if let next = siblings.firstIndex(where: \.profile.isProtected) {
        siblings[next].merge.filled.isProtected = true
      } else {
        now.isProtected = false
      }
    }
  }

  /// Drops the ids that the kept profile had, and that a merged-away one has held since another came in their
  /// place.
  mutating func drop(replacedIDsOn members: [Profile]) {
    for case .replacedID(let id) in merge.affirmed {
      for member in members where member.externalIDs[id.system] == id.value {
        forgetReplaced(id)
        leftovers.append(.externalID(system: id.system))
        if member.id == source.id {
          back.externalIDs[id.system] = nil
        } else {
          var rest = member.details
          rest.externalIDs[id.system] = nil
          parts.append(.profile(member.id, .updated(from: member.details, to: rest)))
        }
      }
    }
  }
}

extension Unmerge {
  /// Forgets an id of the profile that comes back in the other merges, which have nothing to say of it any more.
  private mutating func forgetReplaced(_ id: ExternalID) {
    for place in siblings.indices { siblings[place].merge.affirmed.remove(.replacedID(id)) }
  }
}

// MARK: Opt-outs and registrations

extension Unmerge {
  /// Ends the opt-outs that came along, unless they were said since, or another one of those that are one with
  /// the kept profile has them; what was said since stands on both (R6).
  mutating func giveBackOptOuts() {
    for topic in merge.optOuts.sorted() {
      if !now.optedOut.contains(topic) {
        leftovers.append(.optOut(topic: topic))
        continue
      }
      if merge.affirmed.contains(.optOut(topic: topic)) { continue }
      if let next = siblings.firstIndex(where: { $0.profile.optedOut.contains(topic) }) {
        siblings[next].merge.optOuts.insert(topic)
      } else {
        parts.append(.profile(now.id, .optedIn(topic: topic)))
      }
    }
    let said = now.optedOut.filter { merge.affirmed.contains(.optOut(topic: $0)) }
    for topic in said.subtracting(source.optedOut).sorted() {
      parts.append(.profile(source.id, .optedOut(topic: topic)))
    }
  }

  /// Gives back the registrations that came along, and those that came since by an address that goes back.
  mutating func giveBack(_ registrations: [MergedRegistration], of members: Set<ProfileID>) {
    for registration in registrations {
      let isCarried = registration.carriedFrom != nil
      let isTheirs = registration.carriedFrom.map(members.contains) ?? false
      let isSince = !isCarried && registration.at >= merge.at
      let key = registration.matched
      if isTheirs || isSince && key.map(returning.contains) ?? false {
        parts.append(
          .registration(registration.id, .returned(from: now.id, to: source.id)))
      } else if isSince, key.flatMap(now.address) == nil {
        leftovers.append(.registration(registration.id))
      }
    }
  }
}

// MARK: Notes

extension Unmerge {
  /// Gives back the notes that came along, and those that came since by an address that goes back; one that
  /// names an address of each is on both, and one that a profile had before it was merged is so once.
  mutating func giveBack(_ notes: [MergedNote], of members: Set<ProfileID>) {
    let origins = Dictionary(grouping: notes, by: \.id).mapValues {
      Set($0.compactMap(\.carriedFrom))
    }
    for note in notes {
      let origins = origins[note.id] ?? []
      if let origin = note.carriedFrom {
        guard members.contains(origin) else { continue }
        parts.append(
          .note(note.id, .returned(from: now.id, to: source.id, carriedFrom: origin)))
        continue
      }
      guard note.at >= merge.at, !origins.contains(source.id) else { continue }
      let held = note.matched.filter { now.address($0) != nil }
      if note.matched.contains(where: returning.contains) {
        parts.append(.note(note.id, .returned(from: now.id, to: source.id, carriedFrom: nil)))
        // Each has it by its own addresses from here on, since they may become one again.
        let ours = held.filter { !isBrought($0, with: origins) }
        if !ours.isEmpty { parts.append(.note(note.id, .filed(on: now.id, by: .address(ours)))) }
      } else if held.isEmpty {
        leftovers.append(.note(note.id))
      }
    }
  }
}

extension Unmerge {
  /// `true` if an address came along with another merge, by which a note came along too that had been filed on one
  /// of these.
  private func isBrought(_ key: AddressKey, with origins: Set<ProfileID>) -> Bool {
    siblings.contains { sibling in
      !sibling.members.isDisjoint(with: origins)
        && sibling.merge.addresses.contains { $0.key == key }
    }
  }
}

// MARK: Mailings

extension Unmerge {
  /// Gives each message of a mailing to the one to whom it went: who brought its address along, or else the kept
  /// profile, be it that the address has left both since.
  ///
  /// What is said by its token or told of it is of this one (R6, B7), and an erasure of this one finds it (L4).
  mutating func move(_ sends: [MergedSend], of members: Set<ProfileID>) {
    for send in sends {
      let owner = cameAlong(send) ? source.id : now.id
      if (owner == source.id) != members.contains(send.profile) {
        parts.append(.mailing(send.mailing, .moved(from: send.profile, to: owner)))
      }
    }
  }

  /// `true` if the address of a message came along with this merge, and not anew with a later one when it was
  /// mailed.
  private func cameAlong(_ send: MergedSend) -> Bool {
    func hasBrought(_ merge: Merge) -> Bool {
      merge.addresses.contains { $0.key == send.recipient }
    }
    return hasBrought(merge)
      && !siblings.contains { sibling in
        sibling.merge.at > merge.at && sibling.merge.at <= send.handedOverAt
          && hasBrought(sibling.merge)
      }
  }
}

extension Profile {
  /// Uses of each of its addresses.
  fileprivate var usesByKey: [AddressKey: Uses] {
    Dictionary(addresses.map { ($0.key, $0.uses) }, uniquingKeysWith: { first, _ in first })
  }
}
