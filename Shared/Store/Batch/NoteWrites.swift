import Domain
import Postgres

/// Net effect of a batch on notes.
struct NoteWrites {
  /// Those that come, in order.
  fileprivate var added: [InsertNotes.Recorded] = []
  /// Where notes are filed.
  fileprivate var filed: [FileNotes.Filed] = []
  /// Those that waited until a steward filed them.
  fileprivate var settled: Set<NoteID> = []
  /// Those that unmerges give back.
  fileprivate var returned: [ReturnNotes.Returned] = []

  mutating func fold(_ change: NoteChange, of id: NoteID, _ provenance: Provenance) {
    switch change {
    case .recorded(let note, let writtenAt, let isMatched):
      added.append((id, note, writtenAt, isMatched, provenance))
    case .filed(let profile, let match):
      filed.append((id, profile, match, provenance.at))
      if case .steward = match { settled.insert(id) }
    case .returned(let kept, let profile, let origin):
      returned.append((id, origin, kept, profile))
    }
  }
}

extension Connection {
  /// Sends notes, in the order of the mails that they are, so that two lanes that keep one do not wait for each
  /// other.
  mutating func enqueue(_ writes: NoteWrites) throws(PostgresError) {
    try enqueue(
      InsertNotes.init,
      ifAny: writes.added.sorted { ($0.note.mail?.value ?? 0) < ($1.note.mail?.value ?? 0) })
    try enqueue(ReturnNotes.init, ifAny: writes.returned)
    try enqueue(FileNotes.init, ifAny: writes.filed)
    try enqueue(SettleNotes.init, ifAny: writes.settled.sorted())
  }
}
