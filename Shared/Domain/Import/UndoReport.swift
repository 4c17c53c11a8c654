/// Standing of an import while its chunks and its undo go on; whoever decides about it holds it.
public struct ImportStanding: Hashable, Sendable {
  /// `true` if it changed nothing.
  public let isDryRun: Bool
  /// Time at which it ended, or began if it has not ended; `nil` for now.
  public let since: Timestamp?
  /// `true` if its last row was decided, or it was stopped.
  public internal(set) var isEnded: Bool
  /// Phase of its undo; `nil` if nobody asked for one.
  public internal(set) var undo: UndoCounts?
  /// `true` if its undo is done.
  public internal(set) var isUndone: Bool

  /// Describes an import.
  public init(
    isDryRun: Bool, since: Timestamp?, isEnded: Bool = false, undo: UndoCounts? = nil,
    isUndone: Bool = false
  ) {
    self.isDryRun = isDryRun
    self.since = since
    self.isEnded = isEnded
    self.undo = undo
    self.isUndone = isUndone
  }
}

/// Number of profiles that were given back and kept by the undo of an import.
public struct UndoCounts: Hashable, Sendable {
  /// Profiles that are as they were.
  public var givenBack: Int
  /// Profiles that stay as they are.
  public var kept: Int

  /// Counts so many.
  public init(givenBack: Int = 0, kept: Int = 0) {
    self.givenBack = givenBack
    self.kept = kept
  }
}

/// Reason for which the undo of an import leaves a profile as it is; the raw value is the contract's word (P10).
public enum UndoReason: String, CaseIterable, Hashable, Sendable {
  /// Something has changed it since, or said again what the import had said.
  case changed
  /// It was merged with another one.
  case merged
  /// It was hidden.
  case removed
  /// The person has died.
  case deceased
  /// The person was erased.
  case purged
  /// The import made it, and a registration or a note has come to it.
  case registrationSince
  /// Somebody else has an address that it had.
  case addressTaken
}

/// Profile that the undo of an import has decided on.
public struct UndoneProfile: Hashable, Sendable {
  /// The profile.
  public let profile: ProfileID
  /// Reason for which it stays as it is; `nil` if it was given back.
  public let reason: UndoReason?
  /// Its versions before the import and after the undo; `nil` if it was not given back, or the import made it.
  public let versions: Versions?

  /// Versions of a profile that was given back.
  public struct Versions: Hashable, Sendable {
    /// The version before the import.
    public let before: Int64
    /// The version after the undo.
    public let after: Int64
  }

  /// A profile that stays as it is.
  public static func kept(_ profile: ProfileID, because reason: UndoReason) -> UndoneProfile {
    UndoneProfile(profile: profile, reason: reason, versions: nil)
  }

  /// A profile that was given back.
  public static func givenBack(
    _ profile: ProfileID, from before: Int64?, to after: Int64
  ) -> UndoneProfile {
    UndoneProfile(
      profile: profile, reason: nil, versions: before.map { Versions(before: $0, after: after) })
  }
}

/// Profile that an undo kept, as it is told.
public struct KeptProfileReason: Hashable, Sendable {
  /// The profile; `nil` if it is hidden (L8).
  public let profile: ProfileID?
  /// Reason for which it stays as it is.
  public let reason: UndoReason

  /// Describes a profile that was kept.
  public init(profile: ProfileID?, reason: UndoReason) {
    self.profile = profile
    self.reason = reason
  }
}

/// Chunk of the undo of an import: some of the profiles that it touched, in the order of their ids.
public struct UndoChunk: Hashable, Sendable {
  /// The import.
  public let id: ImportID
  /// The profiles.
  public let profiles: [ProfileID]
  /// `true` if no profile comes after them.
  public let isLast: Bool
  /// Report of the import as far as it came, for one that is to be stopped.
  public let report: ImportReport
  /// The first profiles that the chunks before kept: at most ``ImportReport/told``.
  public let keptBefore: [KeptProfileReason]

  /// Describes a chunk.
  public init(
    id: ImportID, profiles: [ProfileID], isLast: Bool, report: ImportReport,
    keptBefore: [KeptProfileReason] = []
  ) {
    self.id = id
    self.profiles = profiles
    self.isLast = isLast
    self.report = report
    self.keptBefore = keptBefore
  }
}

/// Report of the undo of an import after one of its chunks (P10).
public struct UndoReport: Hashable, Sendable {
  /// The profiles that this chunk decided on, each once.
  public let decided: [UndoneProfile]
  /// The counts up to here.
  public let total: UndoCounts
  /// The first profiles that were kept up to here: at most ``ImportReport/told``.
  public let firstKept: [KeptProfileReason]
  /// `true` after the last chunk.
  public let isComplete: Bool

  /// Describes a report.
  public init(
    decided: [UndoneProfile], total: UndoCounts, firstKept: [KeptProfileReason], isComplete: Bool
  ) {
    self.decided = decided
    self.total = total
    self.firstKept = firstKept
    self.isComplete = isComplete
  }
}
