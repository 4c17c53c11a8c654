/// Answer of the rules to one message (E1).
///
/// A message that cannot be read never gets here: it is parked.
public enum Outcome: Hashable, Sendable {
  /// It took effect; its changes stand in the book.
  case applied
  /// Its effect held already; nothing changed and nothing is told.
  case alreadyApplied
  /// The rules forbid it; nothing changed.
  case refused(Refusal)
}

/// Reason for which the rules forbid something: a code for programs, and a sentence without
/// personal data.
public enum Refusal: Hashable, Sendable {
  /// Another active profile holds the address (U2); no holder is named for a protected one (L8).
  case addressTaken(holder: ProfileID?)
  /// The profile is deceased and gets no address (L1).
  case deceased
  /// The profile is not active, and the command needs it so (L7).
  case notActive
  /// A profile with this id exists, and is not what the command would make.
  case profileExists
  /// Another profile has the external id; no holder is named for a protected one (L8).
  case externalIDTaken(holder: ProfileID?)
  /// Nobody has the id.
  case unknownProfile
  /// The profile does not hold the address.
  case unknownAddress
  /// The address was erased with a purged person, and nobody said that it may come back (L6).
  case purgedEarlier
  /// The profile has another version than the command expects (L7).
  case versionConflict
  /// The profile is not removed, and the command needs it so (L3).
  case notRemoved
  /// The profile is not deceased, and the command needs it so (L1).
  case notDeceased
  /// A profile cannot be merged into itself.
  case mergedIntoItself
  /// The one to keep was merged into the one to merge away.
  case mergeCircle
  /// The profile, or the one that it was merged into, was merged into another (L4).
  case mergedElsewhere
  /// The profile was not merged, or no more (L4).
  case notMerged
  /// The merge is too old to be taken back (L4).
  case unmergeExpired
  /// There is no registration with this id.
  case unknownRegistration
  /// There is no note with this id.
  case unknownNote
  /// There is no suggestion with this id.
  case unknownSuggestion
  /// There is no storm with this id.
  case unknownStorm
  /// The suggestion or the storm was decided otherwise.
  case alreadyDecided
  /// Nobody was sent this token.
  case unknownToken
  /// No such use.
  case unknownUse
  /// No such outcome of a message.
  case unknownOutcome
  /// An address that I3 refuses, with I3's code.
  case badAddress(AddressRefusal.Code)
  /// An import with this id stands already, and its content is another.
  case importExists
  /// An import wishes for what there is not.
  case unknownOption
  /// A file that is no table, with the code of its fault and a sentence about nobody (P8).
  case badFile(code: String, sentence: String)
  /// Columns that do not fit a file, with the code of the fault (P2).
  case badColumns(code: String)
  /// There is no import with this id.
  case unknownImport
  /// The import was a dry run: there is nothing to take back.
  case dryRun
  /// The import is too old to be taken back (P10).
  case tooLate
  /// A mailing with this id stands already, and its content is another.
  case mailingExists
  /// There is no mailing with this id.
  case unknownMailing
  /// The mailing has no recipient left who could be kept from it.
  case mailingCompleted
  /// The end of the mailing comes before its beginning.
  case neverSent
  /// A mailing is for an audience of a kind that there is not, or for nobody.
  case unknownAudience
  /// A text names a field that there is not (R7).
  case unknownField
  /// A text has a tag that is broken, or of a kind that is not read (R7).
  case badTemplate
  /// A subject is empty, or has more than one line, or a control character.
  case invalidSubject
  /// The texts of a mailing are larger than its messages may be.
  case textTooLarge
  /// The person wants no bulk mail at all, and is asked back for one topic (R6).
  case optedOutOfAll

  /// Kind of a refusal: what it is apart from who is named; the raw value is the contract's word.
  public enum Kind: String, CaseIterable, Sendable {
    /// See ``Refusal/addressTaken(holder:)``.
    case addressTaken
    /// See ``Refusal/deceased``.
    case deceased
    /// See ``Refusal/notActive``.
    case notActive
    /// See ``Refusal/profileExists``.
    case profileExists
    /// See ``Refusal/externalIDTaken(holder:)``.
    case externalIDTaken = "externalIdTaken"
    /// See ``Refusal/unknownProfile``.
    case unknownProfile
    /// See ``Refusal/unknownAddress``.
    case unknownAddress
    /// See ``Refusal/purgedEarlier``.
    case purgedEarlier
    /// See ``Refusal/versionConflict``.
    case versionConflict
    /// See ``Refusal/notRemoved``.
    case notRemoved
    /// See ``Refusal/notDeceased``.
    case notDeceased
    /// See ``Refusal/mergedIntoItself``.
    case mergedIntoItself
    /// See ``Refusal/mergeCircle``.
    case mergeCircle
    /// See ``Refusal/mergedElsewhere``.
    case mergedElsewhere
    /// See ``Refusal/notMerged``.
    case notMerged
    /// See ``Refusal/unmergeExpired``.
    case unmergeExpired
    /// See ``Refusal/unknownRegistration``.
    case unknownRegistration
    /// See ``Refusal/unknownNote``.
    case unknownNote
    /// See ``Refusal/unknownSuggestion``.
    case unknownSuggestion
    /// See ``Refusal/unknownStorm``.
    case unknownStorm
    /// See ``Refusal/alreadyDecided``.
    case alreadyDecided
    /// See ``Refusal/unknownToken``.
    case unknownToken
    /// See ``Refusal/unknownUse``.
    case unknownUse
    /// See ``Refusal/unknownOutcome``.
    case unknownOutcome
    /// See ``Refusal/badAddress(_:)``.
    case badAddress = "address"
    /// See ``Refusal/importExists``.
    case importExists
    /// See ``Refusal/unknownOption``.
    case unknownOption
    /// See ``Refusal/badFile(code:sentence:)``.
    case badFile = "file"
    /// See ``Refusal/badColumns(code:)``.
    case badColumns = "columns"
    /// See ``Refusal/unknownImport``.
    case unknownImport
    /// See ``Refusal/dryRun``.
    case dryRun
    /// See ``Refusal/tooLate``.
    case tooLate
    /// See ``Refusal/mailingExists``.
    case mailingExists
    /// See ``Refusal/unknownMailing``.
    case unknownMailing
    /// See ``Refusal/mailingCompleted``.
    case mailingCompleted
    /// See ``Refusal/neverSent``.
    case neverSent
    /// See ``Refusal/unknownAudience``.
    case unknownAudience
    /// See ``Refusal/unknownField``.
    case unknownField
    /// See ``Refusal/badTemplate``.
    case badTemplate
    /// See ``Refusal/invalidSubject``.
    case invalidSubject
    /// See ``Refusal/textTooLarge``.
    case textTooLarge
    /// See ``Refusal/optedOutOfAll``.
    case optedOutOfAll
  }

  /// Its kind.
  public var kind: Kind {
    switch self {
    case .addressTaken: .addressTaken
    case .deceased: .deceased
    case .notActive: .notActive
    case .profileExists: .profileExists
    case .externalIDTaken: .externalIDTaken
    case .unknownProfile: .unknownProfile
    case .unknownAddress: .unknownAddress
    case .purgedEarlier: .purgedEarlier
    case .versionConflict: .versionConflict
    case .notRemoved: .notRemoved
    case .notDeceased: .notDeceased
    case .mergedIntoItself: .mergedIntoItself
    case .mergeCircle: .mergeCircle
    case .mergedElsewhere: .mergedElsewhere
    case .notMerged: .notMerged
    case .unmergeExpired: .unmergeExpired
    case .unknownRegistration: .unknownRegistration
    case .unknownNote: .unknownNote
    case .unknownSuggestion: .unknownSuggestion
    case .unknownStorm: .unknownStorm
    case .alreadyDecided: .alreadyDecided
    case .unknownToken: .unknownToken
    case .unknownUse: .unknownUse
    case .unknownOutcome: .unknownOutcome
    case .badAddress: .badAddress
    case .importExists: .importExists
    case .unknownOption: .unknownOption
    case .badFile: .badFile
    case .badColumns: .badColumns
    case .unknownImport: .unknownImport
    case .dryRun: .dryRun
    case .tooLate: .tooLate
    case .mailingExists: .mailingExists
    case .unknownMailing: .unknownMailing
    case .mailingCompleted: .mailingCompleted
    case .neverSent: .neverSent
    case .unknownAudience: .unknownAudience
    case .unknownField: .unknownField
    case .badTemplate: .badTemplate
    case .invalidSubject: .invalidSubject
    case .textTooLarge: .textTooLarge
    case .optedOutOfAll: .optedOutOfAll
    }
  }

  /// The contract's word for it.
  public var code: String {
    detail.map { "\(kind.rawValue).\($0)" } ?? kind.rawValue
  }

  /// What the code says besides the kind.
  private var detail: String? {
    if case .badAddress(let code) = self { return code.rawValue }
    if case .badFile(let code, _) = self { return code }
    if case .badColumns(let code) = self { return code }
    return nil
  }

  /// Sentence for a steward; never an address or a name.
  public var sentence: String {
    switch self {
    case .addressTaken(let holder?): "Another profile, \(holder), holds this address."
    case .addressTaken(nil): "Another profile holds this address."
    case .deceased: "The person is deceased; no address can be added."
    case .notActive: "The profile is not active."
    case .profileExists: "A profile with this id exists, and its content is another."
    case .externalIDTaken(let holder?): "Another profile, \(holder), has this external id."
    case .externalIDTaken(nil): "Another profile has this external id."
    case .unknownProfile: "There is no profile with this id."
    case .unknownAddress: "The profile does not hold this address."
    case .purgedEarlier: "The address was erased with a purged person."
    case .versionConflict: "The profile was changed in between: it has another version."
    case .notRemoved: "The profile is not removed."
    case .notDeceased: "The profile is not deceased."
    case .mergedIntoItself: "A profile cannot be merged into itself."
    case .mergeCircle: "The profile to keep was merged into the one to merge away."
    case .mergedElsewhere: "The profile was merged into another one."
    case .notMerged: "The profile is not merged into another one."
    case .unmergeExpired: "The merge is too old to be taken back."
    case .unknownRegistration: "There is no registration with this id."
    case .unknownNote: "There is no note with this id."
    case .unknownSuggestion: "There is no suggestion with this id."
    case .unknownStorm: "There is no storm with this id."
    case .alreadyDecided: "It was decided otherwise."
    case .unknownToken: "Nobody was sent this token."
    case .unknownUse: "There is no such use; there are primary, work, private and student."
    case .unknownOutcome:
      "There is no such outcome; there are failed, delayed, delivered, complained and unsubscribed."
    case .badAddress(let code): code.sentence
    case .importExists: "An import with this id exists, and its content is another."
    case .unknownOption: "The import wishes for something that there is not."
    case .badFile(_, let sentence): sentence
    case .badColumns: "The columns that are chosen do not fit the file, or the fields."
    case .unknownImport: "There is no import with this id."
    case .dryRun: "The import was a dry run: it changed nothing that could be taken back."
    case .tooLate: "The import is too old to be taken back."
    case .mailingExists: "A mailing with this id exists, and its content is another."
    case .unknownMailing: "There is no mailing with this id."
    case .mailingCompleted: "The mailing is completed: nobody is left to be handed over."
    case .neverSent: "The mailing would end before it begins."
    case .unknownAudience:
      "There is no such audience; there are all, profileIds, registeredTo, kind and anyOf."
    case .unknownField: "A text names a field that there is not; there are \(MailField.names)."
    case .badTemplate:
      "A text has a tag that is broken or not allowed, or more than 200 of them; allowed "
        + "are fields, sections and comments."
    case .invalidSubject: "The subject must be one line without control characters."
    case .textTooLarge: "The texts are larger than 1 MiB together."
    case .optedOutOfAll:
      "The person wants no bulk mail at all: to opt in to one topic is to opt in to all first."
    }
  }
}
