/// Change of where a note stands.
public enum NoteChange: Hashable, Sendable {
  /// It is kept, with the time that counts as that of its writing; without a match it waits for a steward (M6).
  case recorded(Note, writtenAt: Timestamp, isMatched: Bool)
  /// It was filed on a profile, beside others that it may be on.
  case filed(on: ProfileID, by: NoteMatch)
  /// It went with the profile that an unmerge brought back, `carriedFrom` being where the merge had found it;
  /// `nil` if it came since (L4).
  case returned(from: ProfileID, to: ProfileID, carriedFrom: ProfileID?)

  var scope: ChangeScope {
    switch self {
    case .recorded: ChangeScope(nil, raisesVersions: false)
    case .filed(let profile, _): ChangeScope(profile, raisesVersions: false)
    case .returned(let old, let new, _): ChangeScope(new, [old], raisesVersions: false)
    }
  }
}

extension AddressBook {
  /// Brings the notes to where a change leaves them.
  mutating func index(_ change: NoteChange, of id: NoteID) {
    switch change {
    case .recorded(let note, _, _):
      notes[id] = RecordedNote()
      if let mail = note.mail { mails.insert(mail) }
    case .filed(let profile, _): notes[id]?.profiles.insert(profile)
    case .returned(let kept, let profile, _):
      notes[id]?.profiles.remove(kept)
      notes[id]?.profiles.insert(profile)
    }
  }
}
