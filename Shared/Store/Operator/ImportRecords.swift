public import Domain

/// An import as a list has it (P7).
public struct ImportRecord: Hashable, Sendable {
  /// Its id.
  public let id: ImportID
  /// `true` if nothing was changed.
  public let isDryRun: Bool
  /// Phase in which its file is read; `nil` once it is read.
  public let reading: ReadingPhase?
  /// Rows of the file; those that were read up to now while it is read.
  public let total: Int
  /// The counts up to now.
  public let counts: ImportCounts
  /// Time at which it was begun.
  public let begunAt: Timestamp
  /// Time at which its last row was decided; `nil` while it runs.
  public let endedAt: Timestamp?
  /// The one who acted; `nil` if the message named nobody.
  public let actor: String?
  /// `true` if its undo stopped it before its last row.
  public let isStopped: Bool
  /// Time at which its undo was begun (P10); `nil` if nobody asked for one.
  public let undoBegunAt: Timestamp?
  /// Time at which its undo was done.
  public let undoneAt: Timestamp?
  /// The counts of its undo up to now.
  public let undone: UndoCounts

  /// What stands against its undo; `nil` if nothing does.
  public func undoRefusal(at now: Timestamp) -> Refusal? {
    guard undoBegunAt == nil else { return nil }
    return ImportStanding(isDryRun: isDryRun, since: endedAt ?? begunAt).refusal(at: now)
  }
}

/// Phase of the reading of an import's file; the raw value is the word of the command line.
public enum ReadingPhase: String, Hashable, Sendable {
  /// Rows were kept a moment ago.
  case active
  /// Nothing was kept for ten minutes: nobody goes on with it, until its message comes again.
  case abandoned
}

/// A refused row with its cells; personal data.
public struct RefusedRowRecord: Hashable, Sendable {
  /// Place in the order of the file: the chunk, the line, and the place in the chunk.
  public struct Place: Hashable, Sendable {
    let chunk: Int32
    let line: Int32
    let place: Int32
  }

  /// Its place; the next page begins behind it.
  public let place: Place
  /// The row, as the report has it.
  public let row: RefusedRow
  /// The texts of its cells, as they are read again; one empty text where they were erased.
  ///
  /// That of a number that has lost digits says so.
  public let cells: [String]
}

/// A profile that the undo of an import left as it is.
public struct KeptProfileRecord: Hashable, Sendable {
  /// Place in the list: the profile, be it hidden or not (L8).
  public struct Place: Hashable, Sendable {
    let profile: ProfileID
  }

  /// Its place; the next page begins behind it.
  public let place: Place
  /// The profile as it is told, and why it was left.
  public let kept: KeptProfileReason
}
