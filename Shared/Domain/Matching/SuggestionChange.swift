/// Change of a suggestion.
public enum SuggestionChange: Hashable, Sendable {
  /// It was put before the stewards.
  case made
  /// A steward decided on it (E4).
  case decided(isAccepted: Bool)
}

extension AddressBook {
  /// Brings the suggestions to where a change leaves them.
  mutating func index(_ change: SuggestionChange, of suggestion: Suggestion) {
    switch change {
    case .made: made.insert(suggestion.identity)
    case .decided(let isAccepted):
      suggestions[suggestion.id]?.decision = isAccepted ? .accepted : .dismissed
    }
  }
}
