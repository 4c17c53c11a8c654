/// Result of a row of an import.
public enum RowResult: Hashable, Sendable {
  /// It made a profile (P6).
  case created(ProfileID)
  /// It changed the profile that it names.
  case changed(ProfileID)
  /// All that it says held already.
  case unchanged
  /// The rules forbid it; nothing changed (P4).
  case refused(CellFault)
}

extension Touch {
  /// A row of an import: whoever has its ids and its addresses, to be changed.
  init(_ row: ImportRow) {
    self.init(
      keys: Dictionary(
        row.emails.map { ($0.address.key, .changing) }, uniquingKeysWith: { first, _ in first }),
      profiles: row.profileID.map { [$0: .changing] } ?? [:],
      externalIDs: Set(row.externalIDs))
  }
}

extension AddressBook {
  /// Applies a row of an import, whole or not at all (P4).
  ///
  /// - Parameters:
  ///   - row: understood, and named by somebody who may import.
  ///   - rules: those of its import.
  ///   - id: its import; `nil` for a row by itself.
  ///   - cause: the message that brings it; its id stands in the evidence of marks (P11).
  /// - Returns: what became of it; it does not count while something is ``missing``.
  /// - Source: P1, P3, P4, P6, P9, P11.
  public mutating func apply(
    _ row: ImportRow, rules: RowRules, of id: ImportID? = nil, cause: Cause
  ) -> RowResult {
    do throws(RowStop) {
      let named = try profile(named: row)
      if let named, named.state == .deceased { return .unchanged }
      if named == nil, !row.emails.isEmpty, isOfTheDead(row) { return .unchanged }
      try check(row, for: named, rules)
      guard let named else { return .created(create(row, of: id, cause: cause)) }
      let before = log.count
      change(named, by: row, rules, of: id, cause: cause)
      let isChanged = log[before...].contains { !$0.change.isAffirmation }
      return isChanged ? .changed(named.id) : .unchanged
    } catch {
      switch error {
      case .undecided: return .unchanged
      case .refused(let fault): return .refused(fault)
      }
    }
  }
}

/// Reason to stop with a row before anything is changed.
private enum RowStop: Error {
  case refused(CellFault)
  /// Something must be loaded first; it stands in the book's ``AddressBook/missing``.
  case undecided

  static func refused(_ code: CellFault.Code, _ column: String? = nil) -> RowStop {
    .refused(CellFault(code, column: column))
  }
}

// MARK: Whom it names

extension AddressBook {
  /// The profile that a row names: active, or dead where the row says no more than that; `nil` where
  /// nobody has its ids and addresses (P1).
  private mutating func profile(named row: ImportRow) throws(RowStop) -> Profile? {
    if let named = try profile(withIDsOf: row) {
      switch named.state {
      case .active: return named
      case .removed: throw .refused(.removedProfile)
      case .deceased where isOfTheDead(row): return named
      case .deceased: throw .refused(.deceased)
      case .purged: throw .refused(.purgedEarlier)
      }
    }
    var named: ProfileID?
    for email in row.emails {
      guard isKnown(email.address.key) else {
        throw undecidedStop(without: Touch(keys: [email.address.key: .changing]))
      }
      guard let holder = activeHolder(of: email.address.key) else { continue }
      guard named == nil || named == holder else { throw .refused(.identityConflict, email.column) }
      named = holder
    }
    return try named.flatMap { id throws(RowStop) in try known(id) }
  }

  private mutating func profile(withIDsOf row: ImportRow) throws(RowStop) -> Profile? {
    var found: Profile?
    if let id = row.profileID {
      guard let profile = try known(id) else { throw .refused(.unknownProfile) }
      found = profile
    }
    for external in row.externalIDs {
      guard let holder = try holder(of: external), let profile = try known(holder) else {
        continue
      }
      guard found == nil || found?.id == profile.id else { throw .refused(.identityConflict) }
      found = profile
    }
    return found
  }

  private mutating func holder(of external: ExternalID) throws(RowStop) -> ProfileID? {
    if let holder = externalHolders[external] { return holder }
    guard scope.covers(external) else {
      throw undecidedStop(without: Touch(externalIDs: [external]))
    }
    return nil
  }

  /// The profile with an id, followed through merges (L5), held to be changed; `nil` if nobody has it.
  private mutating func known(_ id: ProfileID) throws(RowStop) -> Profile? {
    if let profile = held(id, .changing) { return profile }
    let end = reached(id) ?? id
    guard scope.covers(end, .changing) else {
      throw undecidedStop(without: Touch(profiles: [end: .changing]))
    }
    return nil
  }

  private mutating func undecidedStop(without touch: Touch) -> RowStop {
    missing.formUnion(touch)
    return .undecided
  }

  /// Looks whether a row says that somebody is dead, and no address that was not erased by a death (L1).
  private func isOfTheDead(_ row: ImportRow) -> Bool {
    row.isDeceased
      && row.emails.allSatisfy { email in
        holders[email.address.key] == nil && erasures[email.address.key]?.kind == .death
      }
  }
}

// MARK: What stands against it

extension AddressBook {
  private mutating func check(
    _ row: ImportRow, for named: Profile?, _ rules: RowRules
  ) throws(RowStop) {
    if named == nil, rules.updatesOnly { throw .refused(.unknownProfile) }
    for email in row.emails { try check(email, for: named, rules) }
    for external in row.externalIDs {
      guard let other = named?.externalIDs[external.system], other != external.value else {
        continue
      }
      // What was merged away leads here too, and is no disagreement.
      if externalHolders[external] == nil { throw .refused(.identityConflict) }
    }
    let keys = Set(row.emails.map(\.address.key) + (named?.addresses.map(\.key) ?? []))
    for entry in row.undeliverable {
      if let key = entry.address, !keys.contains(key) { throw .refused(.unknownAddress) }
    }
  }

  /// Checks that an address may come onto the profile, or onto a new one (U2, U3, P9, L1, L6).
  private mutating func check(
    _ email: ImportRow.Email, for named: Profile?, _ rules: RowRules
  ) throws(RowStop) {
    let key = email.address.key
    guard isKnown(key) else { throw undecidedStop(without: Touch(keys: [key: .changing])) }
    guard let holder = holders[key] else {
      switch erasures[key]?.kind {
      case .death: throw .refused(.deceased, email.column)
      case .purge where !rules.allowed.contains(.purgedEarlier):
        throw .refused(.purgedEarlier, email.column)
      case .purge, nil: return
      }
    }
    guard holder != named?.id else { return }
    if activeHolder(of: key) != nil { throw .refused(.addressTaken, email.column) }
    guard scope.covers(holder, .changing) else {
      throw undecidedStop(without: Touch(profiles: [holder: .changing]))
    }
    guard rules.allowed.contains(.removedProfile) else {
      throw .refused(.removedProfile, email.column)
    }
  }
}

// MARK: What it changes

extension AddressBook {
  private mutating func create(
    _ row: ImportRow, of importID: ImportID?, cause: Cause
  ) -> ProfileID {
    let new = NewProfile(
      name: row.name, phone: row.phone,
      externalIDs: Dictionary(
        row.externalIDs.map { ($0.system, $0.value) }, uniquingKeysWith: { first, _ in first }),
      addresses: row.emails.map { Address($0.address, uses: $0.uses) })
    let id: ProfileID = mint(cause)
    let former = Set(row.emails.compactMap { holders[$0.address.key] })
    create(
      Profile(
        id: id, name: new.name, phone: new.phone, externalIDs: new.externalIDs,
        isProtected: row.isProtected, createdAt: cause.at),
      holding: new.settled(mayLackPrimary: row.mayLackPrimary))
    for old in former.sorted() { suggestFormer(old, of: id, row, cause: cause) }
    record(row, on: id, of: importID, cause: cause)
    return id
  }

  /// Puts it before the stewards that a new profile took an address of a removed one (M2).
  private mutating func suggestFormer(
    _ old: ProfileID, of new: ProfileID, _ row: ImportRow, cause: Cause
  ) {
    let moved = row.emails.first { email in
      log.contains { $0.change.moves(email.address.key, from: old, to: new) }
    }
    guard let evidence = moved?.address.key.text else { return }
    append(
      .suggestion(
        Suggestion(
          id: mint(cause), kind: .previouslyRemoved, profiles: [new, old], evidence: evidence),
        .made))
  }

  private mutating func change(
    _ profile: Profile, by row: ImportRow, _ rules: RowRules, of id: ImportID?, cause: Cause
  ) {
    var details = profile.details
    details.take(row, rules.overwritten)
    for external in row.externalIDs where externalHolders[external] == nil {
      details.externalIDs[external.system] = external.value
    }
    affirm(
      row.affirmations(in: details), of: profile.id, isHidden: details.isProtected, during: id)
    if details != profile.details {
      append(.profile(profile.id, .updated(from: profile.details, to: details)))
    }
    for email in row.emails { put(email, on: profile.id, row, rules, cause: cause) }
    record(row, on: profile.id, of: id, cause: cause)
  }

  /// Puts an address onto a profile, for what its column says (P2, P3, S2).
  private mutating func put(
    _ email: ImportRow.Email, on id: ProfileID, _ row: ImportRow, _ rules: RowRules, cause: Cause
  ) {
    let addresses = profiles[id]?.addresses ?? []
    let key = email.address.key
    let before = email.use.flatMap { use in
      addresses.first { $0.uses.contains(Uses(use)) && $0.key != key }
    }
    if addresses.contains(where: { $0.key == key }) {
      guard let use = email.use else { return }
      _ = setUse(use, to: key, on: id, cause: cause)
    } else {
      let isFirst = addresses.isEmpty && !row.mayLackPrimary
      put(email.address, uses: isFirst ? email.uses.union(Uses(.primary)) : email.uses, on: id)
    }
    guard rules.replaces, let before, !row.emails.contains(where: { $0.address.key == before.key }),
      profiles[id]?.address(before.key)?.uses == []
    else { return }
    append(.address(before.key, .removed(from: id)))
  }

  /// Records what the system before knew of the person; it sets and never clears (P11).
  private mutating func record(
    _ row: ImportRow, on id: ProfileID, of importID: ImportID?, cause: Cause
  ) {
    let optedOut = profiles[id]?.optedOut ?? []
    for topic in row.optOuts.subtracting(optedOut).sorted() {
      append(.profile(id, .optedOut(topic: topic)))
    }
    for entry in row.undeliverable {
      let keys = entry.address.map { [$0] } ?? row.emails.map(\.address.key)
      for key in keys {
        affirmMark(of: key, on: id, during: importID)
        guard marks[key] == nil else { continue }
        append(.mark(key, on: id, .set(Mark(imported: entry, cause))))
      }
    }
    guard row.isDeceased else { return }
    // A death erases, which is the stewards' commands' to do, in their order.
    append(
      .message(
        mint(cause),
        .continued(type: "profile.deceased", data: ["profileId": .text(id.description)])))
  }
}

extension Mark {
  private static let importedReason = "imported"

  /// `true` if an import brought it.
  var isImported: Bool { reason == Self.importedReason }

  /// A mark that an import brings: it says so as its evidence (P11).
  fileprivate init(imported entry: ImportRow.Undeliverable, _ cause: Cause) {
    self.init(
      since: entry.since ?? cause.at, status: entry.status, reason: Self.importedReason,
      evidence: Evidence(observedAt: entry.since ?? cause.at))
  }
}

extension ImportRow {
  /// All that it opts out of.
  fileprivate var optOuts: Set<String> { topics.union(optsOut ? [Profile.everyTopic] : []) }

  /// What it says of whoever is one with a profile that has these details afterwards (L4, R6, L8).
  fileprivate func affirmations(in details: Details) -> Set<Affirmation> {
    var said = Set(optOuts.map { Affirmation.optOut(topic: $0) })
    if isProtected { said.insert(.protection) }
    if let given = name.given, given == details.name.given { said.insert(.givenName) }
    if let family = name.family, family == details.name.family { said.insert(.familyName) }
    if let phone, phone == details.phone { said.insert(.phone) }
    for external in externalIDs where details.externalIDs[external.system] == external.value {
      said.insert(.externalID(system: external.system))
    }
    return said
  }
}

extension ImportRow.Email {
  fileprivate var uses: Uses { use.map { Uses($0) } ?? [] }
}

extension Details {
  /// Fills what is empty, and overwrites the fields for which the import says so (P3).
  fileprivate mutating func take(_ row: ImportRow, _ overwritten: Set<ImportField>) {
    func chosen(_ new: String?, over old: String?, _ field: ImportField) -> String? {
      old == nil || overwritten.contains(field) ? new ?? old : old
    }
    name.given = chosen(row.name.given, over: name.given, .givenName)
    name.family = chosen(row.name.family, over: name.family, .familyName)
    phone = chosen(row.phone, over: phone, .phone)
    isProtected = isProtected || row.isProtected
  }
}

extension Change {
  /// Tells whether it only says again what may hold already.
  var isAffirmation: Bool {
    guard case .profile(_, .affirmed) = self else { return false }
    return true
  }

  /// Tells whether it moves an address between two profiles.
  fileprivate func moves(_ key: AddressKey, from old: ProfileID, to new: ProfileID) -> Bool {
    guard case .address(key, .moved(old, new, _)) = self else { return false }
    return true
  }
}
