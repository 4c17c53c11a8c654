import Domain
import Store

/// An import in a ``MemoryDatabase``.
struct MemoryImport {
  let begun: BegunImport
  /// The chunks that wait for their turn.
  var waiting: [Int: [ImportLine]]
  var counts = ImportCounts()
  var refused: [RefusedRow] = []
  var standing: ImportStanding

  init(_ begun: BegunImport, waiting: [Int: [ImportLine]], at moment: Timestamp) {
    self.begun = begun
    self.waiting = waiting
    standing = ImportStanding(isDryRun: begun.options.isDryRun, since: moment)
  }

  /// Rows that wait for their turn; none of them once the import was stopped.
  func stored(chunk: Int) -> StoredImport {
    StoredImport(
      hash: begun.hash, options: begun.options, header: begun.header, total: begun.total,
      counts: counts, lines: standing.isEnded ? [] : waiting[chunk] ?? [],
      refused: Array(refused.prefix(ImportReport.told)))
  }

  fileprivate mutating func end(at moment: Timestamp) {
    standing = ImportStanding(
      isDryRun: standing.isDryRun, since: moment, isEnded: true, undo: standing.undo,
      isUndone: standing.isUndone)
  }
}

/// A file that is being read.
struct MemoryReading {
  let token: UInt128
  /// Time at which rows were kept last.
  var at: Duration
  var chunks: [Int: [ImportLine]] = [:]
}

extension MemoryState {
  func importState(of id: ImportID, chunk: Int) -> StoredImport? {
    if let reading = readings[id] {
      return StoredImport(
        isReading: true, hash: [], options: ImportOptions(columns: [:]), header: [],
        total: reading.chunks.values.reduce(0) { $0 + $1.count }, counts: ImportCounts(), lines: [],
        refused: [])
    }
    return imports[id]?.stored(chunk: chunk)
  }

  mutating func beginReading(of id: ImportID) -> ImportReading? {
    guard imports[id] == nil else { return nil }
    if let other = readings[id], now - other.at <= .seconds(10) { return nil }
    lastReading += 1
    readings[id] = MemoryReading(token: lastReading, at: now)
    return ImportReading(id: id, token: lastReading)
  }

  mutating func keep(_ portions: [ImportPortion], in reading: ImportReading) -> Bool {
    guard readings[reading.id]?.token == reading.token else { return false }
    readings[reading.id]?.at = now
    for portion in portions {
      readings[reading.id]?.chunks[portion.chunk, default: []] += portion.lines
    }
    return true
  }

  mutating func end(_ reading: ImportReading) {
    if readings[reading.id]?.token == reading.token { readings[reading.id] = nil }
  }

  mutating func write(
    _ change: ImportChange, of id: ImportID, at moment: Timestamp
  ) throws(StoreError) {
    switch change {
    case .begun(let begun):
      let read = readings[id]
      guard imports[id] == nil, read?.token == begun.reading?.token else {
        throw .conflict(constraint: "import_id_unique")
      }
      readings[id] = nil
      let waiting = (read?.chunks ?? [:]).merging([0: begun.first]) { $1 }
      imports[id] = MemoryImport(begun, waiting: waiting, at: moment)
    case .advanced(let report):
      imports[id]?.waiting[report.chunk] = nil
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
          && (registrations.values.contains { $0.profile == profile.profile }
            || notes.values.contains { $0.profiles.contains(profile.profile) })
      )
    }
  }

  /// The open suggestions that a profile took an address of a removed one.
  func openFormer(of profile: ProfileID) -> [Suggestion] {
    suggestions.values.filter { suggestion in
      suggestion.kind == .previouslyRemoved && suggestion.profiles.first == profile
        && contents.suggestions[suggestion.identity] == .open
    }.sorted { $0.id < $1.id }
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
