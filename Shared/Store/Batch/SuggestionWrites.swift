import Domain
import Postgres

/// Net effect of a batch on suggestions.
struct SuggestionWrites {
  /// Those that are made and when, in order.
  fileprivate var made: [(suggestion: Suggestion, at: Timestamp)] = []
  /// The decisions on those that stood before.
  fileprivate var decisions: [SuggestionID: (isAccepted: Bool, provenance: Provenance)] = [:]

  mutating func fold(
    _ change: SuggestionChange, of suggestion: Suggestion, _ provenance: Provenance
  ) {
    switch change {
    case .made: made.append((suggestion, provenance.at))
    case .decided(let isAccepted): decisions[suggestion.id] = (isAccepted, provenance)
    }
  }
}

extension Suggestion {
  /// The order of what makes two suggestions the same one (E4).
  fileprivate static func precedes(_ left: Suggestion, _ right: Suggestion) -> Bool {
    if left.profiles != right.profiles {
      return left.profiles.lexicographicallyPrecedes(right.profiles)
    }
    return (left.kind.rawValue, left.evidence) < (right.kind.rawValue, right.evidence)
  }
}

extension Connection {
  mutating func enqueue(_ writes: SuggestionWrites) throws(PostgresError) {
    try enqueue(
      InsertSuggestions.init,
      ifAny: writes.made.sorted { Suggestion.precedes($0.suggestion, $1.suggestion) })
    try enqueue(
      DecideSuggestions.init,
      ifAny: writes.decisions.sorted { $0.key < $1.key }.map {
        (id: $0.key, isAccepted: $0.value.isAccepted, provenance: $0.value.provenance)
      })
  }
}
