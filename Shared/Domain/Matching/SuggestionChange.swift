/// Change of a suggestion.
public enum SuggestionChange: Hashable, Sendable {
  /// It was put before the stewards.
  case made
  /// A steward decided on it (E4), or the import that made it was taken back (P10).
  case decided(isAccepted: Bool)
}

extension AddressBook {
  /// Brings the suggestions to where a change leaves them.
  mutating func index(_ change: SuggestionChange, of suggestion: Suggestion) {
    switch change {
    case .made:
      made.insert(suggestion.identity)
      guard suggestion.kind == .previouslyRemoved, let new = suggestion.profiles.first else {
        return
      }
      openFormer[new, default: []].append(suggestion)
    case .decided(let isAccepted):
      suggestions[suggestion.id]?.decision = isAccepted ? .accepted : .dismissed
      if let new = suggestion.profiles.first {
        openFormer[new]?.removeAll { $0.id == suggestion.id }
      }
    }
  }
}
