import Domain
import Worker

/// Reading of the profiles that an import touched, in chunks, for its undo (P10).
struct UndoReading: Sendable {
  /// The most profiles of a chunk.
  let chunkSize: Int

  /// Reads the profiles behind one; `nil` if there is no such import any more.
  func chunk(
    of id: ImportID, after last: ProfileID?, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> UndoChunk? {
    guard let stored = try book.importState(of: id, chunk: 0) else { return nil }
    let profiles = try book.profilesToGiveBack(of: id, after: last, limit: chunkSize)
    return UndoChunk(
      id: id, profiles: profiles, isLast: profiles.count < chunkSize,
      report: ImportReport(
        stoppedAfter: stored.counts, refused: stored.refused, of: stored.total),
      keptBefore: try book.keptProfiles(of: id))
  }
}
