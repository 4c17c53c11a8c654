import Domain
import Formats

extension NoteChange {
  /// The type of the event that tells it; `nil` for a note that matched, of which its filings tell.
  var eventType: EventType? {
    switch self {
    case .recorded(_, _, let isMatched): isMatched ? nil : "note.unmatched"
    case .filed, .returned: "note.recorded"
    }
  }

  /// Writes what is told of a note, never a word of it; of a protected profile not which one it is (L8).
  func writeData(of id: NoteID, to writer: inout JSONWriter, isProtected: Bool) {
    switch self {
    case .recorded: writer.member("noteId", id.description)
    case .filed(let profile, let match):
      if !isProtected { writer.member("profileId", profile) }
      writer.member("noteId", id.description)
      writer.member("matchedBy", match.word)
    case .returned(let old, let new, _):
      if !isProtected { writer.member("profileId", new) }
      writer.member("noteId", id.description)
      if !isProtected { writer.member("from", old) }
    }
  }
}
