/// Part of the address book that was loaded, and how firmly all of it is held.
struct LoadedScope: Sendable {
  /// The touch that was loaded; `nil` if everything there is is held.
  private let asked: Touch?
  /// The profiles that were found.
  private var found: Set<ProfileID>

  /// Records what was loaded; all that is loaded together is held alike.
  init(_ asked: Touch?, profiles loaded: some Sequence<ProfileID>) {
    self.asked = asked
    found = Set(loaded)
  }

  /// Looks whether a profile is held that firmly; one that was asked for and is not there does not exist.
  func covers(_ profile: ProfileID, _ access: Touch.Access) -> Bool {
    guard let asked else { return true }
    return asked.strength >= access
      && (found.contains(profile) || asked.profiles[profile] != nil)
  }

  /// Looks whether it is known who has an address, and whether it was erased.
  func covers(_ key: AddressKey) -> Bool {
    asked.map { $0.keys[key] != nil } ?? true
  }

  /// Looks whether it is known on whom an external id stands.
  func covers(_ id: ExternalID) -> Bool {
    asked.map { $0.externalIDs.contains(id) } ?? true
  }

  /// Looks whether a registration is known, if it exists.
  func covers(_ id: RegistrationID) -> Bool {
    asked.map { $0.registrations.contains(id) } ?? true
  }

  /// Looks whether a note is known, if it exists.
  func covers(_ id: NoteID) -> Bool {
    asked.map { $0.notes.contains(id) } ?? true
  }

  /// Looks whether it is known if a mail is kept as a note.
  func covers(mail id: MailHash) -> Bool {
    asked.map { $0.mails.contains(id) } ?? true
  }

  /// Looks whether a suggestion is known, if it exists.
  func covers(_ id: SuggestionID) -> Bool {
    asked.map { $0.suggestions[id] != nil } ?? true
  }

  /// Looks whether it is known how a profile was merged away.
  func coversMerge(of id: ProfileID) -> Bool {
    asked.map { $0.merges.contains(id) } ?? true
  }

  /// Looks whether a figure is known.
  func covers(_ key: CounterKey) -> Bool {
    asked.map { $0.counters.contains(key) } ?? true
  }

  /// Looks whether it is known what became of mail to an address.
  func covers(mail key: AddressKey) -> Bool {
    asked.map { $0.mail.contains(key) } ?? true
  }

  /// Looks whether a message that we sent is known, if it was.
  func covers(_ send: SendKey) -> Bool {
    asked.map { $0.sends.contains(send) } ?? true
  }

  /// Looks whether a storm is known, if there is one.
  func covers(_ storm: Touch.StormKey) -> Bool {
    asked.map { $0.storms.contains(storm) } ?? true
  }

  /// Looks whether the recipients of a mailing or a domain were counted, as far as that can be.
  func covers(recipientsOf subject: CounterKey.Subject) -> Bool {
    asked.map { $0.recipients[subject] != nil } ?? true
  }

  /// Looks whether the former addresses of somebody are known, and what is held back of mail to them.
  func covers(_ person: Touch.Person) -> Bool {
    asked.map { $0.erased.contains(person) } ?? true
  }

  /// Looks whether an import is known, if it exists.
  func covers(import id: ImportID) -> Bool {
    asked.map { $0.imports.contains(id) } ?? true
  }

  /// Looks whether it is known what is kept of a profile for an import.
  func covers(_ key: ImportedProfile.Key) -> Bool {
    asked.map { $0.imported.contains(key) } ?? true
  }

  /// Looks whether a mailing is known, if it exists.
  func covers(mailing id: MailingID) -> Bool {
    asked.map { $0.mailings.contains(id) } ?? true
  }

  /// Takes in a profile that the batch has made.
  mutating func insert(_ profile: ProfileID) {
    found.insert(profile)
  }
}
