/// Part of the book that must be loaded, and how firmly held, before a message can be decided.
///
/// The touches of a batch are united; where two ask for one thing, the firmer hold wins.
public struct Touch: Hashable, Sendable {
  /// Strength with which a message holds a profile.
  public enum Access: Int, Comparable, Sendable {
    /// Adds beside it (a registration, a note): shuts out purge and merge, but not its like.
    case beside
    /// Changes it (addresses, uses, name). From here on its whole ``MergedProfiles`` is loaded and held.
    case changing
    /// Ends it or joins it with another: shuts out everything else.
    case exclusive

    /// Orders by firmness.
    public static func < (left: Self, right: Self) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Addresses whose holders are asked for, in whatever state those are.
  public var keys: [AddressKey: Access]
  /// Profiles by id.
  public var profiles: [ProfileID: Access]
  /// External ids whose holders are asked for; only looked at.
  public var externalIDs: Set<ExternalID>
  /// Registrations, with the profiles that they are on.
  public var registrations: Set<RegistrationID>
  /// Notes; only looked at, since whoever files one holds the profile.
  public var notes: Set<NoteID>
  /// Mails of which is asked whether they are kept as notes; only looked at.
  public var mails: Set<MailHash>
  /// Suggestions, with the profiles and the registration that they are about.
  public var suggestions: [SuggestionID: Access]
  /// Profiles whose merge into another one is asked for.
  public var merges: Set<ProfileID>
  /// Persons who are erased: of each is asked what addresses they once had, with all profiles that are one, and what
  /// is held back of mail to those that nobody has now.
  public var erased: Set<Person>
  /// These figures over many messages; only looked at.
  public var counters: Set<CounterKey>
  /// Addresses of which is asked what is known of mail to them.
  public var mail: Set<AddressKey>
  /// Messages that we sent; only looked at.
  public var sends: Set<SendKey>
  /// Storms; one that is named by its id is held as by who decides on it, the others as by who obeys.
  public var storms: Set<StormKey>
  /// Mailings and domains whose recipients are counted, each up to so many at least.
  public var recipients: [CounterKey.Subject: Int]
  /// Imports that go on or are taken back; held against their like.
  public var imports: Set<ImportID>
  /// Profiles of which is asked what is kept for the undo of an import.
  public var imported: Set<ImportedProfile.Key>
  /// Mailings that are begun, go on or are stopped, with what became in them of the profiles; held against
  /// their like.
  public var mailings: Set<MailingID>

  /// Name of a storm.
  public enum StormKey: Hashable, Sendable {
    /// The one with an id.
    case id(StormID)
    /// Those in force of a mailing or a domain.
    case of(CounterKey.Subject)
  }

  /// Somebody who is erased.
  public enum Person: Hashable, Sendable {
    /// Whoever has a profile, by any of those that are one.
    case profile(ProfileID)
    /// Whoever has an address, be it nobody who has a profile.
    case holder(AddressKey)
  }

  /// Gathers what a message touches; each part may be empty.
  public init(
    keys: [AddressKey: Access] = [:], profiles: [ProfileID: Access] = [:],
    externalIDs: Set<ExternalID> = [], registrations: Set<RegistrationID> = [],
    notes: Set<NoteID> = [], mails: Set<MailHash> = [],
    suggestions: [SuggestionID: Access] = [:], merges: Set<ProfileID> = [],
    erased: Set<Person> = [], counters: Set<CounterKey> = [],
    mail: Set<AddressKey> = [], sends: Set<SendKey> = [], storms: Set<StormKey> = [],
    recipients: [CounterKey.Subject: Int] = [:], imports: Set<ImportID> = [],
    imported: Set<ImportedProfile.Key> = [], mailings: Set<MailingID> = []
  ) {
    self.keys = keys
    self.profiles = profiles
    self.externalIDs = externalIDs
    self.registrations = registrations
    self.notes = notes
    self.mails = mails
    self.suggestions = suggestions
    self.merges = merges
    self.erased = erased
    self.counters = counters
    self.mail = mail
    self.sends = sends
    self.storms = storms
    self.recipients = recipients
    self.imports = imports
    self.imported = imported
    self.mailings = mailings
  }

  /// A message that adds beside whoever holds these addresses.
  public init(adding keys: some Sequence<AddressKey>, externalIDs: Set<ExternalID> = []) {
    self.init(
      keys: Dictionary(keys.map { ($0, .beside) }, uniquingKeysWith: max),
      externalIDs: externalIDs)
  }

  /// `true` if nothing is asked for.
  public var isEmpty: Bool {
    self == Touch()
  }

  /// The firmest hold that any part asks for; everything that is loaded together is held so.
  ///
  /// With another part it never becomes weaker.
  public var strength: Access {
    var strength: Access = registrations.isEmpty ? .beside : .changing
    for access in keys.values { strength = max(strength, access) }
    for access in profiles.values { strength = max(strength, access) }
    for access in suggestions.values { strength = max(strength, access) }
    return strength
  }

  /// `true` if the message ends a profile or joins it with another: it shares nothing with its neighbours
  /// (``BatchCompany``), so that what it does to all that is a person's and what they do to single rows
  /// need no order between them.
  public var isExclusive: Bool { strength == .exclusive }

  /// `true` if the message is written alone: it ends whoever has an address, be it nobody who has a profile.
  public var isAlone: Bool { keys.values.contains(.exclusive) }

  /// The profiles by which those are named who are erased.
  public var erasedProfiles: [ProfileID] {
    erased.compactMap { if case .profile(let id) = $0 { id } else { nil } }
  }

  /// The addresses by which those are named who are erased.
  public var erasedHolders: [AddressKey] {
    erased.compactMap { if case .holder(let key) = $0 { key } else { nil } }
  }

  /// Takes in another touch.
  public mutating func formUnion(_ other: Touch) {
    keys.merge(other.keys, uniquingKeysWith: max)
    profiles.merge(other.profiles, uniquingKeysWith: max)
    externalIDs.formUnion(other.externalIDs)
    registrations.formUnion(other.registrations)
    notes.formUnion(other.notes)
    mails.formUnion(other.mails)
    suggestions.merge(other.suggestions, uniquingKeysWith: max)
    merges.formUnion(other.merges)
    erased.formUnion(other.erased)
    counters.formUnion(other.counters)
    mail.formUnion(other.mail)
    sends.formUnion(other.sends)
    storms.formUnion(other.storms)
    recipients.merge(other.recipients, uniquingKeysWith: max)
    imports.formUnion(other.imports)
    imported.formUnion(other.imported)
    mailings.formUnion(other.mailings)
  }
}
