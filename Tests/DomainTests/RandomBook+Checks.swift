import BookSamples
import Domain

extension RandomBook {
  /// Checks what holds of the book after every verb.
  func check(new: ArraySlice<LoggedChange>, before: AddressBook) throws {
    let isMerge = new.contains { if case .merge = $0.change { true } else { false } }
    var seen: Set<AddressKey> = []
    for id in words.profiles {
      guard let profile = book.profile(id) else { continue }
      try checkAddresses(of: profile, in: book, seen: &seen)
      try checkState(of: profile, in: book, bound: words.profiles.count)
      let old = before.profile(id)
      let isPersonal = profile.addresses.contains { !MatchingRules.standard.isRoleMailbox($0.key) }
      if old?.addresses.isEmpty ?? true, isPersonal, !isMerge {
        try hold(profile.addresses.contains { $0.uses.contains(Uses(.primary)) }, "S2")
      }
      if let old, old != profile { try hold(profile.version > old.version, "L7") }
    }
    for address in words.addresses where !seen.contains(address.key) {
      try hold(book.holder(of: address.key) == nil, "U1")
    }
    for key in model.rest.erasures.keys {
      try hold(book.holder(of: key) == nil, "L6: a key whose erasure is noted is on nobody")
    }
    try checkEntries(new, of: book, before: before)
  }

  /// U1, S1, and that the book finds each address where it is.
  private func checkAddresses(
    of profile: Profile, in book: AddressBook, seen: inout Set<AddressKey>
  ) throws {
    var uses = Uses()
    for address in profile.addresses {
      try hold(seen.insert(address.key).inserted, "U1")
      try hold(book.holder(of: address.key) == profile.id, "U1")
      try hold(uses.isDisjoint(with: address.uses), "S1")
      uses.formUnion(address.uses)
    }
  }

  private func checkState(of profile: Profile, in book: AddressBook, bound: Int) throws {
    switch profile.state {
    case .purged:
      // The id, whom it was merged into, and when it was made.
      let left = Profile(
        id: profile.id, state: .purged, version: profile.version, mergedInto: profile.mergedInto,
        createdAt: profile.createdAt)
      try hold(profile == left, "L2: a purged profile holds nothing")
    case .deceased:
      try hold(profile.addresses.isEmpty && profile.phone == nil, "L1")
      try hold(profile.mergedInto == nil, "L4")
    case .active: try hold(profile.mergedInto == nil, "L4")
    case .removed: break
    }
    try hold(profile.stateBeforeDeath == nil || profile.state == .deceased, "L1")
    var end = profile
    for _ in 0..<bound {
      guard let next = end.mergedInto.flatMap({ book.profile($0) }) else { break }
      end = next
    }
    try hold(end.mergedInto == nil, "L5: a chain of merges ends")
    if profile.state == .purged { try hold(end.state == .purged, "L2") }
    if end.state == .purged { try hold(profile.state == .purged, "L2") }
  }

  /// L8, and that a change is told with a version that the subject has or had.
  private func checkEntries(
    _ new: ArraySlice<LoggedChange>, of book: AddressBook, before: AddressBook
  ) throws {
    let isEdit = new.contains { logged in
      if case .profile(_, .updated) = logged.change { true } else { false }
    }
    for logged in new {
      let version = logged.change.scope.subject.flatMap { book.profile($0)?.version }
      try hold(logged.sequence ?? 0 <= version ?? 0, "L7")
      let wasProtected = logged.change.scope.named.contains {
        before.profile($0)?.isProtected ?? false
      }
      if wasProtected, !isEdit { try hold(logged.isProtected, "L8") }
      // Whoever is hidden when the message is decided is so in all that is told of it.
      let isHidden = logged.change.scope.named.contains { book.hides($0) }
      if isHidden { try hold(logged.isProtected, "L8: through merges") }
    }
  }

  /// L8: a refusal names nobody who is hidden.
  func check(_ outcome: Outcome, before: AddressBook) throws {
    switch outcome {
    case .refused(.addressTaken(let holder?)), .refused(.externalIDTaken(let holder?)):
      try hold(!before.hides(holder), "L8: a refusal")
    case .applied, .alreadyApplied, .refused: break
    }
  }
}

extension AddressBook {
  /// Looks whether a profile is hidden, by the words of the rule (L8): it or one that it was merged into
  /// is protected.
  func hides(_ id: ProfileID) -> Bool {
    guard let profile = profile(id) else { return false }
    return profile.isProtected || profile.mergedInto.map { hides($0) } ?? false
  }
}
