import Domain
import Store

/// An import in a ``MemoryDatabase``.
struct MemoryImport {
  let begun: BegunImport
  /// The chunks that were decided.
  var decided: Set<Int> = []
  var counts = ImportCounts()
  var refused: [RefusedRow] = []
  var standing: ImportStanding

  init(_ begun: BegunImport, at moment: Timestamp) {
    self.begun = begun
    standing = ImportStanding(isDryRun: begun.options.isDryRun, since: moment)
  }

  /// Rows that wait for their turn; none of them once the import was stopped.
  func stored(chunk: Int) -> StoredImport {
    let isWaiting =
      begun.chunks.indices.contains(chunk) && !decided.contains(chunk) && !standing.isEnded
    return StoredImport(
      hash: begun.hash, options: begun.options, header: begun.header, total: begun.total,
      counts: counts, lines: isWaiting ? begun.chunks[chunk] : [],
      refused: Array(refused.prefix(ImportReport.told)))
  }

  fileprivate mutating func end(at moment: Timestamp) {
    standing = ImportStanding(
      isDryRun: standing.isDryRun, since: moment, isEnded: true, undo: standing.undo,
      isUndone: standing.isUndone)
  }
}

extension MemoryState {
  mutating func write(
    _ change: ImportChange, of id: ImportID, at moment: Timestamp
  ) throws(StoreError) {
    switch change {
    case .begun(let begun):
      guard imports.updateValue(MemoryImport(begun, at: moment), forKey: id) == nil else {
        throw .conflict(constraint: "import_id_unique")
      }
    case .advanced(let report):
      imports[id]?.decided.insert(report.chunk)
      imports[id]?.counts = report.total
      imports[id]?.refused += report.refused
      if report.isComplete { imports[id]?.end(at: moment) }
    case .recorded(let profiles):
      for profile in profiles {
        contents.imported[ImportedProfile.Key(id, profile.profile), default: profile].take(profile)
      }
    case .undoBegun: begin(undoOf: id, UndoCounts())
    case .stopped: imports[id]?.end(at: moment)
    case .undone(let report): write(report, of: id)
    }
  }

  private mutating func begin(undoOf id: ImportID, _ counts: UndoCounts, isDone: Bool = false) {
    guard let standing = imports[id]?.standing else { return }
    imports[id]?.standing = ImportStanding(
      isDryRun: standing.isDryRun, since: standing.since, isEnded: standing.isEnded, undo: counts,
      isUndone: isDone)
  }

  private mutating func write(_ report: UndoReport, of id: ImportID) {
    begin(undoOf: id, report.total, isDone: report.isComplete)
    for undone in report.decided {
      let own = ImportedProfile.Key(id, undone.profile)
      contents.imported[own] = nil
      if let reason = undone.reason { contents.kept[own] = reason }
      guard let versions = undone.versions else { continue }
      for key in contents.imported.keys where key.profile == undone.profile {
        contents.imported[key]?.follow(from: versions.before, to: versions.after)
      }
    }
  }

  /// Notes that something was said again of a profile.
  mutating func touchImported(_ id: ProfileID, except own: ImportID?) {
    for key in contents.imported.keys where key.profile == id && key.importID != own {
      contents.imported[key]?.touch()
    }
  }

  /// Leaves nothing of how persons were who are erased, and none of their addresses with others (L1, L2).
  mutating func eraseImported(_ members: Set<ProfileID>, _ keys: Set<AddressKey>) {
    for (key, profile) in contents.imported {
      contents.imported[key] =
        members.contains(key.profile) ? profile.emptied : profile.without(keys)
    }
  }

  /// What is kept of a profile for an import, with whether a registration lies on it.
  func imported(_ key: ImportedProfile.Key) -> ImportedProfile? {
    contents.imported[key].map { profile in
      ImportedProfile(
        profile: profile.profile, before: profile.before, marked: profile.marked,
        version: profile.version,
        hasRegistrations: profile.before == nil
          && registrations.values.contains { $0.profile == profile.profile })
    }
  }

  func profilesToGiveBack(of id: ImportID, after last: ProfileID?, limit: Int) -> [ProfileID] {
    let rest = contents.imported.keys.filter { key in
      key.importID == id && last.map { key.profile > $0 } ?? true
    }
    return Array(rest.map(\.profile).sorted().prefix(limit))
  }

  func keptProfiles(of id: ImportID) -> [KeptProfileReason] {
    let kept = contents.kept.filter { $0.key.importID == id }
      .sorted { $0.key.profile < $1.key.profile }
    return kept.prefix(ImportReport.told).map { key, reason in
      KeptProfileReason(profile: isHidden(key.profile) ? nil : key.profile, reason: reason)
    }
  }

  private func isHidden(_ id: ProfileID) -> Bool {
    guard let profile = contents.profiles[id] else { return false }
    return profile.isProtected || profile.mergedInto.map(isHidden) ?? false
  }
}

extension ImportedProfile {
  /// Nothing but the profile, and whether the import made it.
  fileprivate var emptied: ImportedProfile {
    ImportedProfile(
      profile: profile,
      before: before.map {
        Before(version: $0.version, details: Details(), addresses: [], optedOut: [])
      }, version: Self.noVersion)
  }

  fileprivate func without(_ keys: Set<AddressKey>) -> ImportedProfile {
    ImportedProfile(
      profile: profile,
      before: before.map { before in
        Before(
          version: before.version, details: before.details,
          addresses: before.addresses.filter { !keys.contains($0.key) }, optedOut: before.optedOut)
      }, marked: marked.subtracting(keys), version: version)
  }
}
