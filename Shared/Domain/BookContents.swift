/// Contents that were loaded for a batch, from which a book is opened.
public struct BookContents: Sendable {
  /// Profiles in every state, with all their addresses, each once.
  public var profiles: [Profile]
  /// Holder of each touched external id.
  public var externalHolders: [ExternalID: ProfileID]
  /// Identities of the suggestions that were made for these profiles, open and decided (E4).
  public var made: Set<Suggestion.Identity>
  /// The suggestions that were asked for by id.
  public var suggestions: [SuggestionID: SuggestionState]
  /// The registrations that were asked for, or that such a suggestion is about.
  public var registrations: [RegistrationID: RecordedRegistration]
  /// The notes that were asked for.
  public var notes: [NoteID: RecordedNote]
  /// The mails that were asked for and are kept as notes.
  public var mails: Set<MailHash>
  /// Merges of the profiles that were asked for and merged away, and the others into the same profiles.
  public var merges: [ProfileID: Merge]
  /// The registrations on their kept profiles that came with the merge or since, by the profile that was
  /// asked for.
  public var mergedRegistrations: [ProfileID: [MergedRegistration]]
  /// The notes on their kept profiles that came with the merge or since, by the profile that was asked for.
  public var mergedNotes: [ProfileID: [MergedNote]]
  /// The messages of mailings that were handed over since the merge to the kept profile or one that is one with it,
  /// by the profile that was asked for.
  public var mergedSends: [ProfileID: [MergedSend]]
  /// The keys of the addresses that each profile once had, of those for which that was asked and all that are one
  /// with them.
  public var formerKeys: [ProfileID: Set<AddressKey>]
  /// The marks on touched addresses, wherever those stand (B6).
  public var marks: [AddressKey: Mark]
  /// Erasures of the touched addresses (L1, L6).
  public var erasures: [AddressKey: Erasure]
  /// What gateways and domains hold back of touched addresses, by who does (B9).
  public var suppressions: [AddressKey: [String: Suppression]]
  /// Addresses that these profiles had before and nobody has now, at which mail is held back, where that was
  /// asked for.
  public var heldFormerKeys: [ProfileID: Set<AddressKey>]
  /// What is known of mail to the addresses for which that was asked.
  public var mail: [AddressKey: MailHistory]
  /// The messages that we sent, by what was asked for.
  public var sends: [SendKey: Send]
  /// The storms that were asked for: open ones, and those that were decided within ``CounterKey/window``.
  public var storms: [Storm]
  /// Numbers of recipients that were asked for.
  public var recipients: [CounterKey.Subject: RecipientCount]
  /// The figures that were asked for: what was counted within ``CounterKey/window``.
  public var counts: [CounterKey: Int]
  /// The imports that were asked for.
  public var imports: [ImportID: ImportStanding]
  /// What is kept of the profiles that were asked for, for the undo of imports.
  public var imported: [ImportedProfile.Key: ImportedProfile]
  /// Open suggestions that one of these profiles took an address of a removed one (`previouslyRemoved`), by
  /// the profile that took it.
  public var openFormer: [ProfileID: [Suggestion]]
  /// The mailings that were asked for.
  public var mailings: [MailingID: MailingStanding]
  /// What became of the profiles in the mailings that were asked for.
  public var mailed: [MailingID: [ProfileID: RecipientStatus]]

  /// Gathers what was found; without arguments nothing was.
  public init(
    profiles: [Profile] = [], externalHolders: [ExternalID: ProfileID] = [:],
    made: Set<Suggestion.Identity> = [], suggestions: [SuggestionID: SuggestionState] = [:],
    registrations: [RegistrationID: RecordedRegistration] = [:],
    notes: [NoteID: RecordedNote] = [:], mails: Set<MailHash> = [],
    merges: [ProfileID: Merge] = [:],
    mergedRegistrations: [ProfileID: [MergedRegistration]] = [:],
    mergedNotes: [ProfileID: [MergedNote]] = [:],
    mergedSends: [ProfileID: [MergedSend]] = [:],
    formerKeys: [ProfileID: Set<AddressKey>] = [:],
    marks: [AddressKey: Mark] = [:], erasures: [AddressKey: Erasure] = [:],
    suppressions: [AddressKey: [String: Suppression]] = [:],
    heldFormerKeys: [ProfileID: Set<AddressKey>] = [:],
    mail: [AddressKey: MailHistory] = [:], sends: [SendKey: Send] = [:], storms: [Storm] = [],
    recipients: [CounterKey.Subject: RecipientCount] = [:], counts: [CounterKey: Int] = [:],
    imports: [ImportID: ImportStanding] = [:],
    imported: [ImportedProfile.Key: ImportedProfile] = [:],
    openFormer: [ProfileID: [Suggestion]] = [:],
    mailings: [MailingID: MailingStanding] = [:],
    mailed: [MailingID: [ProfileID: RecipientStatus]] = [:]
  ) {
    self.profiles = profiles
    self.externalHolders = externalHolders
    self.made = made
    self.suggestions = suggestions
    self.registrations = registrations
    self.notes = notes
    self.mails = mails
    self.merges = merges
    self.mergedRegistrations = mergedRegistrations
    self.mergedNotes = mergedNotes
    self.mergedSends = mergedSends
    self.formerKeys = formerKeys
    self.marks = marks
    self.erasures = erasures
    self.suppressions = suppressions
    self.heldFormerKeys = heldFormerKeys
    self.mail = mail
    self.sends = sends
    self.storms = storms
    self.recipients = recipients
    self.counts = counts
    self.imports = imports
    self.imported = imported
    self.openFormer = openFormer
    self.mailings = mailings
    self.mailed = mailed
  }
}
