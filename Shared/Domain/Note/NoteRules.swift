/// Rules of notes that are configured.
public struct NoteRules: Hashable, Sendable {
  /// The stewards' own domains, in lower-case A-labels: nobody matches by an address there (M6).
  public let ownDomains: Set<String>
  /// The most profiles on which one note is filed (M6).
  public let mostProfiles: Int

  /// Sets domains and figure.
  public init(ownDomains: Set<String>, mostProfiles: Int) {
    self.ownDomains = ownDomains
    self.mostProfiles = mostProfiles
  }

  /// The rules where nothing is configured.
  public static let standard = NoteRules(ownDomains: [], mostProfiles: 20)

  /// The addresses of a note that may match, each once, in the order of the mail.
  func keys(of note: Note) -> [AddressKey] {
    var seen: Set<AddressKey> = []
    return note.participants.compactMap(\.key).filter { key in
      !isOwn(key) && seen.insert(key).inserted
    }
  }

  /// All addresses of a note, each once: also those that match nobody may have been a purged person's (L6).
  func carried(by note: Note) -> Set<AddressKey> {
    Set((note.participants.map(\.key) + [note.forwardedFrom?.key]).compactMap(\.self))
  }

  /// Those of them that wrote it.
  func authors(of note: Note) -> [AddressKey] {
    let authors = Set(note.participants.lazy.filter { $0.role == .from }.compactMap(\.key))
    return keys(of: note).filter(authors.contains)
  }

  /// Returns whether an address is one of the stewards' own.
  func isOwn(_ key: AddressKey) -> Bool {
    !ownDomains.isEmpty && ownDomains.contains(key.domain)
  }
}

extension NoteRules: MessageDecider {
  /// Touches whoever holds the addresses in it, the mail itself, and what is known of mail to its authors; nothing
  /// for what makes no note.
  public func touch(_ message: NoteMessage) -> Touch {
    switch message {
    case .none: Touch()
    case .note(let note):
      Touch(
        keys: Dictionary(uniqueKeysWithValues: carried(by: note).map { ($0, .beside) }),
        mails: Set([note.mail].compactMap(\.self)), mail: Set(authors(of: note)))
    }
  }

  /// Files the note on those whose addresses stand in it.
  public func decide(
    _ message: NoteMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message {
    case .none(let kind):
      book.count(kind)
      return .alreadyApplied
    case .note(let note): return book.record(note, rules: self, cause: cause)
    }
  }

  /// The address of whoever wrote what the note passes on, if it may match.
  func forwarded(by note: Note) -> [AddressKey] {
    [note.forwardedFrom?.key].compactMap { $0.flatMap { isOwn($0) ? nil : $0 } }
  }
}
