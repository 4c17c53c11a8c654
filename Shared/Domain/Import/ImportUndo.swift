/// Undo of an import on a group of profiles that nothing has touched since, decided thing by thing (P10).
///
/// An address leaves one of them before another one gets it, and so does a use.
struct ImportUndo {
  private let rows: [ImportedProfile]
  private var profiles: [ProfileID: Profile]
  private var holders: [AddressKey: ProfileID]
  /// The open suggestions that a profile took an address of a removed one.
  private let openFormer: [ProfileID: [Suggestion]]
  /// The profile that had each address before.
  private let homes: [AddressKey: ProfileID]
  /// The changes in order, each with the profile for which it is.
  private(set) var changes: [(profile: ProfileID, change: Change)] = []

  /// Decides on profiles as they stand; a mark on an address that is on none of them may be unknown.
  init(
    _ rows: [ImportedProfile], profiles: [ProfileID: Profile], holders: [AddressKey: ProfileID],
    marks: [AddressKey: Mark], openFormer: [ProfileID: [Suggestion]]
  ) {
    self.rows = rows
    self.openFormer = openFormer
    let ids = Set(rows.map(\.profile))
    self.profiles = profiles.filter { ids.contains($0.key) }
    self.holders = holders
    homes = Dictionary(
      rows.flatMap { row in (row.before?.addresses ?? []).map { ($0.key, row.profile) } },
      uniquingKeysWith: { first, _ in first })
    let withdrawn = withdrawMarks(marks, anywhere: false)
    for row in rows { takeAddresses(of: row) }
    for row in rows { sendHome(from: row) }
    for row in rows { bringBack(to: row) }
    withdrawMarks(marks, anywhere: true, except: withdrawn)
    for row in rows { giveBackDetails(of: row) }
  }

  private mutating func append(_ change: Change, for id: ProfileID) {
    profiles.apply(change)
    switch change {
    case .address(let key, .removed): holders[key] = nil
    case .address(let key, .added(_, let new)), .address(let key, .returned(_, let new, _)):
      holders[key] = new
    default: break
    }
    changes.append((id, change))
  }
}

// MARK: Addresses

extension ImportUndo {
  /// Takes away the addresses that the import brought and that had no home, and the uses that it gave.
  private mutating func takeAddresses(of row: ImportedProfile) {
    for address in profiles[row.profile]?.addresses ?? [] {
      if let before = row.before?.uses(of: address.key) {
        use(address.key, on: row.profile, from: address.uses, to: address.uses.intersection(before))
      } else if homes[address.key] == nil {
        append(.address(address.key, .removed(from: row.profile)), for: row.profile)
      }
    }
  }

  /// Sends addresses back to the profiles that had them, without a use for the moment.
  private mutating func sendHome(from row: ImportedProfile) {
    for address in profiles[row.profile]?.addresses ?? [] {
      guard let home = homes[address.key], home != row.profile else { continue }
      append(
        .address(address.key, .returned(from: row.profile, to: home, uses: [])), for: row.profile)
    }
  }

  /// Brings back the addresses that are on nobody, and the uses from before.
  private mutating func bringBack(to row: ImportedProfile) {
    for address in row.before?.addresses ?? [] {
      if let now = profiles[row.profile]?.address(address.key) {
        use(address.key, on: row.profile, from: now.uses, to: address.uses)
      } else if holders[address.key] == nil {
        append(.address(address.key, .added(address, to: row.profile)), for: row.profile)
      }
    }
  }

  private mutating func use(
    _ key: AddressKey, on id: ProfileID, from old: Uses, to new: Uses
  ) {
    guard old != new else { return }
    append(.address(key, .usesChanged(on: id, from: old, to: new)), for: id)
  }
}

// MARK: All else

extension ImportUndo {
  /// Withdraws the marks that the import set (P11), from the addresses that are on the profile now, at last from
  /// those too that are on another one of the group, or on nobody; one that something else has set since stays (B6).
  @discardableResult
  private mutating func withdrawMarks(
    _ marks: [AddressKey: Mark], anywhere: Bool, except done: Set<AddressKey> = []
  ) -> Set<AddressKey> {
    var withdrawn = done
    for row in rows {
      for key in row.marked.sorted() {
        let holder = holders[key] ?? row.profile
        guard holders[key] == row.profile || anywhere && profiles[holder] != nil else { continue }
        guard marks[key]?.isImported ?? true, withdrawn.insert(key).inserted else { continue }
        append(.mark(key, on: holder, .withdrawn), for: row.profile)
      }
    }
    return withdrawn
  }

  /// Gives back name, telephone, external ids and protection, and ends the opt-outs that the import set: of a
  /// profile that it made the ids alone go, what it suggested of it is dismissed, and it is hidden.
  ///
  /// R6 keeps what a person said; that of an import whose undo is asked for was nobody's word. If somebody has
  /// said it since, be it that it held already, the profile was touched and is not here.
  private mutating func giveBackDetails(of row: ImportedProfile) {
    guard let now = profiles[row.profile] else { return }
    var details = row.before?.details ?? now.details
    if row.before == nil { details.externalIDs = [:] }
    if details != now.details {
      append(
        .profile(row.profile, .updated(from: now.details, to: details)), for: row.profile)
    }
    guard let before = row.before else {
      // The address is back where it was, and nothing is left to decide on.
      for suggestion in openFormer[row.profile, default: []] {
        append(.suggestion(suggestion, .decided(isAccepted: false)), for: row.profile)
      }
      return append(.profile(row.profile, .removed), for: row.profile)
    }
    for topic in now.optedOut.subtracting(before.optedOut).sorted() {
      append(.profile(row.profile, .optedIn(topic: topic)), for: row.profile)
    }
  }
}
