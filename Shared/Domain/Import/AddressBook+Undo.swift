extension AddressBook {
  /// Begins to take an import back, and stops it if it runs (P10).
  ///
  /// - Returns: `.alreadyApplied` if that was asked for before; `.refused(.unknownImport)`;
  ///   `.refused(.dryRun)`; `.refused(.tooLate)` 90 days after its end.
  mutating func beginUndo(of id: ImportID, cause: Cause) -> Outcome {
    guard scope.covers(import: id) else { return undecided(without: Touch(imports: [id])) }
    guard let standing = imports[id] else { return .refused(.unknownImport) }
    guard standing.undo == nil else { return .alreadyApplied }
    if let refusal = standing.refusal(at: cause.at) { return .refused(refusal) }
    append(.imported(id, .undoBegun(at: cause.at)))
    callUndo(of: id, after: nil, cause: cause)
    return .applied
  }

  /// Gives a chunk of an import's profiles back, as far as nothing has touched them since (P10).
  ///
  /// - Returns: `.alreadyApplied` if the import is gone or its undo is done.
  mutating func undo(_ chunk: UndoChunk, cause: Cause) -> Outcome {
    guard scope.covers(import: chunk.id) else {
      return undecided(without: Touch(imports: [chunk.id]))
    }
    guard let standing = imports[chunk.id], let counts = standing.undo, !standing.isUndone else {
      return .alreadyApplied
    }
    if !standing.isEnded { append(.imported(chunk.id, .stopped(chunk.report))) }
    let decided = giveBack(chunk.profiles, of: chunk.id)
    let kept = decided.compactMap { undone in
      undone.reason.map { KeptProfileReason(profile: namable(undone.profile), reason: $0) }
    }
    guard missing.isEmpty else { return .alreadyApplied }
    append(
      .imported(
        chunk.id,
        .undone(
          UndoReport(
            decided: decided,
            total: UndoCounts(
              givenBack: counts.givenBack + decided.count - kept.count,
              kept: counts.kept + kept.count),
            firstKept: Array((chunk.keptBefore + kept).prefix(ImportReport.told)),
            isComplete: chunk.isLast))))
    if !chunk.isLast { callUndo(of: chunk.id, after: chunk.profiles.last, cause: cause) }
    return .applied
  }

  private mutating func callUndo(of id: ImportID, after last: ProfileID?, cause: Cause) {
    var data: [String: MessageValue] = ["importId": .text(id)]
    if let last { data["after"] = .text(last.description) }
    append(
      .message(mint(cause), .continued(type: ImportRules.undoChunkType, data: data)))
  }

  /// Gives profiles back, and with them those that must give up an address for it.
  private mutating func giveBack(_ ids: [ProfileID], of id: ImportID) -> [UndoneProfile] {
    let group = undoGroup(ids, of: id)
    guard missing.isEmpty else { return [] }
    let reasons = reasons(against: group)
    let rows = group.values.filter { reasons[$0.profile] == nil }
      .sorted { $0.profile < $1.profile }
    var hidden: Set<ProfileID> = []
    for row in rows where isHidden(row.profile) { hidden.insert(row.profile) }
    let undo = ImportUndo(
      rows, profiles: profiles, holders: holders, marks: marks, openFormer: openFormer)
    for (profile, change) in undo.changes { append(change, isHidden: hidden.contains(profile)) }
    return group.keys.sorted().map { profile in
      if let reason = reasons[profile] { return .kept(profile, because: reason) }
      return .givenBack(
        profile, from: group[profile]?.before?.version,
        to: profiles[profile]?.version ?? ImportedProfile.noVersion)
    }
  }

  /// What is kept of profiles, and of those that the same import gave an address which one of them had, or
  /// on which it set a mark.
  private mutating func undoGroup(
    _ ids: [ProfileID], of id: ImportID
  ) -> [ProfileID: ImportedProfile] {
    var group: [ProfileID: ImportedProfile] = [:]
    var next = ids
    while let profile = next.popLast() {
      guard group[profile] == nil else { continue }
      let key = ImportedProfile.Key(id, profile)
      guard scope.covers(key), scope.covers(profile, .exclusive) else {
        missing.formUnion(Touch(profiles: [profile: .exclusive], imported: [key]))
        continue
      }
      guard let row = imported[key] else { continue }
      group[profile] = row
      let keys = (row.before?.addresses ?? []).map(\.key)
      for key in row.marked.union(keys) where !isKnown(key) {
        missing.formUnion(Touch(keys: [key: .exclusive]))
      }
      next += row.marked.union(keys).compactMap { holders[$0] }
    }
    return group
  }

  /// Reasons for which profiles of a group stay as they are.
  private func reasons(
    against group: [ProfileID: ImportedProfile]
  ) -> [ProfileID: UndoReason] {
    var reasons = group.compactMapValues { reason(against: $0) }
    func isFree(_ key: AddressKey, for id: ProfileID) -> Bool {
      guard let holder = holders[key], holder != id else { return true }
      guard let row = group[holder], reasons[holder] == nil else { return false }
      return row.before?.uses(of: key) == nil
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (id, row) in group where reasons[id] == nil {
        guard row.before?.addresses.contains(where: { !isFree($0.key, for: id) }) ?? false
        else { continue }
        reasons[id] = .addressTaken
        isSettled = false
      }
    }
    return reasons
  }

  /// The reason that lies in the profile itself; `nil` if nothing has touched it since.
  private func reason(against row: ImportedProfile) -> UndoReason? {
    guard let profile = profiles[row.profile] else { return .purged }
    guard profile.version != row.version else {
      return row.before == nil && row.hasRegistrations ? .registrationSince : nil
    }
    switch profile.state {
    case .purged: return .purged
    case .deceased: return .deceased
    case .removed where profile.mergedInto != nil: return .merged
    case .removed: return .removed
    case .active: return mergedAway[profile.id] == nil ? .changed : .merged
    }
  }
}

extension ImportStanding {
  /// Number of days after its end within which an import can be taken back (P10).
  private static let undoDays: Int64 = 90

  /// Returns what stands against an undo that nobody has asked for before; `nil` if nothing does.
  public func refusal(at now: Timestamp) -> Refusal? {
    if isDryRun { return .dryRun }
    let age = since.map { now.microseconds - $0.microseconds } ?? 0
    return age > Self.undoDays * 86_400_000_000 ? .tooLate : nil
  }
}
