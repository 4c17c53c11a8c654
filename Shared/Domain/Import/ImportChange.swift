/// Change of an import: it was begun, a chunk of its rows was decided, or it is taken back.
public enum ImportChange: Hashable, Sendable {
  /// Its file was read, and its rows are kept until their turn comes.
  case begun(BegunImport)
  /// A chunk was decided.
  case advanced(ImportReport)
  /// Profiles that a chunk touched are kept as they were (P10).
  case recorded([ImportedProfile])
  /// It is to be taken back: no further chunk is applied.
  case undoBegun(at: Timestamp)
  /// It was stopped before its last row; the report tells how far it came.
  case stopped(ImportReport)
  /// A chunk of its undo was decided.
  case undone(UndoReport)
}

extension AddressBook {
  /// Brings the imports to where a change leaves them.
  mutating func index(_ change: ImportChange, of id: ImportID) {
    switch change {
    case .begun(let begun):
      imports[id] = ImportStanding(isDryRun: begun.options.isDryRun, since: nil)
    case .advanced(let report):
      if report.isComplete { imports[id]?.isEnded = true }
    case .recorded(let profiles):
      for profile in profiles {
        imported[ImportedProfile.Key(id, profile.profile), default: profile].take(profile)
      }
    case .undoBegun: imports[id]?.undo = UndoCounts()
    case .stopped: imports[id]?.isEnded = true
    case .undone(let report):
      imports[id]?.undo = report.total
      imports[id]?.isUndone = report.isComplete
      for undone in report.decided {
        imported[ImportedProfile.Key(id, undone.profile)] = nil
        guard let versions = undone.versions else { continue }
        for key in imported.keys where key.profile == undone.profile {
          imported[key]?.follow(from: versions.before, to: versions.after)
        }
      }
    }
  }

  /// Notes with what is kept for other imports that something was said again of a profile.
  mutating func touchImported(_ id: ProfileID, except own: ImportID?) {
    for key in imported.keys where key.profile == id && key.importID != own {
      imported[key]?.touch()
    }
  }
}

/// An import as it is kept from its beginning on.
public struct BegunImport: Hashable, Sendable {
  /// SHA-256 of what its message says.
  public let hash: [UInt8]
  /// Wishes of the one who imports.
  public let options: ImportOptions
  /// The header of the file.
  public let header: [String]
  /// The rows of its first chunk, in file order.
  public let first: [ImportLine]
  /// Rows of the whole file.
  public let total: Int
  /// The reading in which the rows of all other chunks were kept; `nil` if there are none.
  public let reading: ImportReading?

  /// Describes an import.
  public init(
    hash: [UInt8], options: ImportOptions, header: [String], first: [ImportLine], total: Int,
    reading: ImportReading? = nil
  ) {
    self.hash = hash
    self.options = options
    self.header = header
    self.first = first
    self.total = total
    self.reading = reading
  }
}

/// Report of an import after one of its chunks (P7).
public struct ImportReport: Hashable, Sendable {
  /// The most refused rows that an event tells.
  public static let told = 100

  /// The chunk that was decided, from 0.
  public let chunk: Int
  /// The counts of this chunk.
  public let counts: ImportCounts
  /// The rows of this chunk that were refused, in file order.
  public let refused: [RefusedRow]
  /// The counts up to here.
  public let total: ImportCounts
  /// The first refused rows up to here, in file order: at most ``told``.
  public let firstRefused: [RefusedRow]
  /// Rows of the whole file.
  public let rows: Int
  /// `true` if nothing was changed.
  public let isDryRun: Bool

  /// Adds a chunk to what was before it.
  public init(of chunk: ImportChunk, counts: ImportCounts, refused: [RefusedRow]) {
    self.chunk = chunk.number
    self.counts = counts
    self.refused = refused
    total = chunk.before + counts
    firstRefused = Array((chunk.refusedBefore + refused).prefix(Self.told))
    rows = chunk.total
    isDryRun = chunk.isDryRun
  }

  /// `true` after the last chunk.
  public var isComplete: Bool { total.total == rows }

  /// Describes an import that goes no further.
  ///
  /// - Parameters:
  ///   - total: the counts up to here.
  ///   - refused: the first rows that were refused.
  ///   - rows: those of the whole file.
  public init(stoppedAfter total: ImportCounts, refused: [RefusedRow], of rows: Int) {
    chunk = 0
    counts = ImportCounts()
    self.refused = []
    self.total = total
    firstRefused = refused
    self.rows = rows
    isDryRun = false
  }
}
