/// The suggestions that were made, before and in this batch: none is made twice (E4).
struct MadeSuggestions: Sendable {
  private var identities: Set<Suggestion.Identity>
  /// Pairs of profiles that were suggested: each once on one kind of evidence, in whichever order.
  private var pairs: Set<Pair> = []

  private struct Pair: Hashable {
    let kind: Suggestion.Kind
    let low: ProfileID
    let high: ProfileID

    init?(_ identity: Suggestion.Identity) {
      guard identity.profiles.count == 2 else { return nil }
      kind = identity.kind
      low = min(identity.profiles[0], identity.profiles[1])
      high = max(identity.profiles[0], identity.profiles[1])
    }
  }

  /// Starts with those that were loaded.
  init(_ identities: Set<Suggestion.Identity>) {
    self.identities = identities
    for identity in identities {
      if let pair = Pair(identity) { pairs.insert(pair) }
    }
  }

  /// Returns whether such a suggestion was made.
  func contains(_ identity: Suggestion.Identity) -> Bool {
    identities.contains(identity) || Pair(identity).map(pairs.contains) ?? false
  }

  /// Remembers one.
  mutating func insert(_ identity: Suggestion.Identity) {
    identities.insert(identity)
    if let pair = Pair(identity) { pairs.insert(pair) }
  }
}
