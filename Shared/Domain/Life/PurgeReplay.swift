/// A purge as a journal keeps it, which outlives the database.
///
/// - Source: L2.
public struct JournaledPurge: Hashable, Sendable {
  /// The profile that was kept.
  public let profile: ProfileID
  /// All profiles that were one with it, itself among them.
  public let profiles: [ProfileID]
  /// Time at which it was carried out first.
  public let purgedAt: Timestamp
  /// The ground that the request named; `nil` if it named none.
  public let decision: String?

  /// Describes a purge.
  public init(
    profile: ProfileID, profiles: [ProfileID], purgedAt: Timestamp, decision: String?
  ) {
    self.profile = profile
    self.profiles = profiles
    self.purgedAt = purgedAt
    self.decision = decision
  }
}

/// The profile that an id stands for, through any number of merges (L5), and who is one with it.
public struct KeptProfile: Hashable, Sendable {
  /// The id that was asked for.
  public let asked: ProfileID
  /// The profile that is kept.
  public let kept: ProfileID
  /// `true` if that one is purged.
  public let isPurged: Bool
  /// All profiles that are one with it, itself among them.
  public let members: [ProfileID]

  /// Describes what an id stands for.
  public init(asked: ProfileID, kept: ProfileID, isPurged: Bool, members: [ProfileID]) {
    self.asked = asked
    self.kept = kept
    self.isPurged = isPurged
    self.members = members
  }
}

/// A purge of a journal, beside a database that was restored from a backup.
///
/// - Source: L2: what was purged after the backup is purged again.
public struct PurgeReplay: Hashable, Sendable {
  /// State of a purge in the database.
  public enum State: Hashable, Sendable {
    /// Nobody has any of its ids.
    case unknown
    /// All its profiles are purged.
    case purged
    /// Some are not, and are to be purged again.
    case due
    /// A profile is one with others that were not purged: a steward decides.
    case joined
  }

  /// The purge.
  public let purge: JournaledPurge
  /// `true` if any of its ids is there.
  public let isKnown: Bool
  /// The kept profiles whose purge is due, each once; several where a merge is not in the backup.
  public let due: [ProfileID]
  /// Profiles that the journal does not name, and that are one with some that it does, each once.
  public let joined: [ProfileID]

  /// Puts a purge beside what its ids stand for.
  ///
  /// - Parameters:
  ///   - purge: one of a journal.
  ///   - standing: what each id stands for; without those that nobody has.
  public init(_ purge: JournaledPurge, standing: [ProfileID: KeptProfile]) {
    self.purge = purge
    let found = purge.profiles.compactMap { standing[$0] }
    isKnown = !found.isEmpty
    var due: [ProfileID] = []
    var joined: [ProfileID] = []
    for profile in found where !profile.isPurged && !due.contains(profile.kept) {
      let others = profile.members.filter { !purge.profiles.contains($0) }
      joined += others.filter { !joined.contains($0) }
      if others.isEmpty { due.append(profile.kept) }
    }
    self.due = due
    self.joined = joined
  }

  /// Its state.
  public var state: State {
    if !joined.isEmpty { return .joined }
    if !due.isEmpty { return .due }
    return isKnown ? .purged : .unknown
  }

  /// Puts each purge of a journal beside the database, in the order of the journal.
  public static func plan(
    _ journal: [JournaledPurge], beside profiles: [KeptProfile]
  ) -> [PurgeReplay] {
    let standing = Dictionary(profiles.map { ($0.asked, $0) }) { first, _ in first }
    return journal.map { PurgeReplay($0, standing: standing) }
  }
}
