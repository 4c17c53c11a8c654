extension AddressBook {
  /// Keeps a mail and files it on every active profile whose address stands in it, the first of them in the
  /// order of the mail; without one it waits for a steward.
  ///
  /// The same mail a second time changes nothing; one that is older than the purge of an address that it carries,
  /// or of whoever wrote what it passes on, is refused. Whose mail it passes on is put before the stewards. Whoever
  /// writes reads mail: failures before count no more.
  ///
  /// - Source: M6, M1, M2, L6, L8, B2.
  public mutating func record(
    _ note: Note, rules: NoteRules = .standard, cause: Cause
  ) -> Outcome {
    let keys = rules.keys(of: note)
    let forwarded = rules.forwarded(by: note)
    let authors = rules.authors(of: note)
    let carried = rules.carried(by: note)
    let gap = gap(before: note, of: carried, by: authors)
    guard gap.isEmpty else { return undecided(without: gap) }
    if let mail = note.mail, mails.contains(mail) {
      count(.repeated)
      return .alreadyApplied
    }
    if isFromBeforePurge(carried, writtenAt: note.writtenAt ?? cause.sentAt) {
      return .refused(.purgedEarlier)
    }
    let matches = matches(of: keys, most: rules.mostProfiles)
    let id: NoteID = mint(cause)
    append(
      .note(id, .recorded(note, writtenAt: note.writtenAt(by: cause), isMatched: !matches.isEmpty)))
    for match in matches {
      append(.note(id, .filed(on: match.profile, by: .address(match.keys))))
    }
    for key in authors where mail[key]?.awaitsDelivery ?? false {
      guard let holder = holders[key] else { continue }
      noteDelivery(to: key, on: holder, at: note.writtenAt(by: cause))
    }
    suggestSender(of: forwarded, besides: matches.map(\.profile), id, cause)
    count(matches.isEmpty ? .unmatched : .matched)
    return .applied
  }

  /// Files a note on a profile, beside others that it may be on.
  ///
  /// - Returns: `.alreadyApplied` if it is there; `.refused(.unknownNote)`; `.refused(.notActive)` or
  ///   `.refused(.unknownProfile)` if it cannot go there.
  public mutating func assignNote(
    _ id: NoteID, to profile: ProfileID, cause: Cause
  ) -> Outcome {
    guard let note = notes[id] else {
      return scope.covers(id) ? .refused(.unknownNote) : undecided(without: Touch(notes: [id]))
    }
    guard let target = active(profile) else { return unfit(profile) }
    guard !note.profiles.contains(where: { reached($0) == target.id }) else {
      return .alreadyApplied
    }
    append(.note(id, .filed(on: target.id, by: .steward)))
    return .applied
  }

  /// Counts a mail, whatever becomes of it.
  mutating func count(_ word: NoteTally) {
    noteTally[word, default: 0] += 1
  }

  /// The profiles that hold addresses, each with those of them that are its own.
  private func matches(
    of keys: [AddressKey], most: Int
  ) -> [(profile: ProfileID, keys: [AddressKey])] {
    var matches: [(profile: ProfileID, keys: [AddressKey])] = []
    for key in keys {
      guard let holder = activeHolder(of: key) else { continue }
      if let place = matches.firstIndex(where: { $0.profile == holder }) {
        matches[place].keys.append(key)
      } else if matches.count < most {
        matches.append((holder, [key]))
      }
    }
    return matches
  }

  /// Returns whether a mail was written before the purge of someone whose address it carries (L6).
  private func isFromBeforePurge(_ keys: Set<AddressKey>, writtenAt: Timestamp?) -> Bool {
    guard let writtenAt, !erasures.isEmpty else { return false }
    return keys.contains { key in
      guard holders[key] == nil, let erasure = erasures[key] else { return false }
      return erasure.kind == .purge && writtenAt <= erasure.at
    }
  }

  /// Puts the profile of whoever wrote what a mail passes on before the stewards; each mail is a question of its
  /// own.
  private mutating func suggestSender(
    of keys: [AddressKey], besides filed: [ProfileID], _ id: NoteID, _ cause: Cause
  ) {
    for key in keys {
      guard let holder = activeHolder(of: key), !filed.contains(holder) else { continue }
      append(
        .suggestion(
          Suggestion(
            id: mint(cause), kind: .forwardedSender, profiles: [holder], evidence: id.description),
          .made))
    }
  }

  /// Returns the touch that must be held before a note can be recorded, and is not.
  private func gap(
    before note: Note, of keys: Set<AddressKey>, by authors: [AddressKey]
  ) -> Touch {
    var gap = Touch(mail: Set(authors.filter { !scope.covers(mail: $0) }))
    if let mail = note.mail, !mails.contains(mail), !scope.covers(mail: mail) {
      gap.mails.insert(mail)
    }
    for key in keys {
      if let holder = holders[key] {
        if !scope.covers(holder, .beside) { gap.profiles[holder] = .beside }
      } else if !scope.covers(key) {
        gap.keys[key] = .beside
      }
    }
    return gap
  }
}
