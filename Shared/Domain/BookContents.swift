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
  /// Merges of the profiles that were asked for and merged away, and the others into the same profiles.
  public var merges: [ProfileID: Merge]
  /// The registrations on their kept profiles that came with the merge or since, by the profile that was
  /// asked for.
  public var mergedRegistrations: [ProfileID: [MergedRegistration]]
  /// The marks on touched addresses, wherever those stand (B6).
  public var marks: [AddressKey: Mark]
  /// Erasures of the touched addresses (L1, L6).
  public var erasures: [AddressKey: Erasure]
  /// The figures that were asked for: what was counted within ``CounterKey/window``.
  public var counts: [CounterKey: Int]

  /// Gathers what was found; without arguments nothing was.
  public init(
    profiles: [Profile] = [], externalHolders: [ExternalID: ProfileID] = [:],
    made: Set<Suggestion.Identity> = [], suggestions: [SuggestionID: SuggestionState] = [:],
    registrations: [RegistrationID: RecordedRegistration] = [:],
    merges: [ProfileID: Merge] = [:],
    mergedRegistrations: [ProfileID: [MergedRegistration]] = [:],
    marks: [AddressKey: Mark] = [:], erasures: [AddressKey: Erasure] = [:],
    counts: [CounterKey: Int] = [:]
  ) {
    self.profiles = profiles
    self.externalHolders = externalHolders
    self.made = made
    self.suggestions = suggestions
    self.registrations = registrations
    self.merges = merges
    self.mergedRegistrations = mergedRegistrations
    self.marks = marks
    self.erasures = erasures
    self.counts = counts
  }
}
