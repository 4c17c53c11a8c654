import Contract
import Domain
import Store

extension MemoryState {
  mutating func write(_ change: RegistrationChange, of id: RegistrationID, at moment: Timestamp) {
    switch change {
    case .recorded(let registration, let profile, let match):
      record(id, registration, on: profile, match.key)
      arrivals[id] = (match.key, moment)
    case .held(let registration):
      record(id, registration, on: nil, nil)
      arrivals[id] = (nil, moment)
    case .moved(_, let profile, _):
      put(id, on: profile)
      mergedFrom[id] = nil
      arrivals[id]?.at = moment
    case .returned(let kept, let profile):
      put(id, on: profile)
      if mergedFrom[id] == profile { mergedFrom[id] = nil }
      bringSuggestions(on: id, from: kept, to: profile)
    }
  }

  mutating func write(
    _ change: SuggestionChange, of suggestion: Suggestion
  ) throws(StoreError) {
    switch change {
    case .made:
      guard contents.suggestions.updateValue(.open, forKey: suggestion.identity) == nil else {
        throw .conflict(constraint: "suggestion_once")
      }
      suggestions[suggestion.id] = suggestion
    case .decided(let isAccepted):
      contents.suggestions[suggestion.identity] = isAccepted ? .accepted : .dismissed
    }
  }

  private mutating func record(
    _ id: RegistrationID, _ registration: Registration, on profile: ProfileID?, _ key: AddressKey?
  ) {
    forms[id] = (registration.kind, registration.eventID)
    registrations[id] = RecordedRegistration(
      content: registration.content, on: profile, matched: key)
  }

  /// Lets suggestions that a registration gave rise to go with it, unless the same one was made there before.
  private mutating func bringSuggestions(
    on id: RegistrationID, from kept: ProfileID, to profile: ProfileID
  ) {
    for (place, suggestion) in suggestions
    where suggestion.registration == id && suggestion.profiles.contains(kept) {
      let moved = Suggestion(
        id: place, kind: suggestion.kind,
        profiles: suggestion.profiles.map { $0 == kept ? profile : $0 }, registration: id,
        evidence: suggestion.evidence)
      let decision = contents.suggestions[suggestion.identity]
      contents.suggestions[suggestion.identity] = nil
      if contents.suggestions[moved.identity] == nil, let decision {
        contents.suggestions[moved.identity] = decision
        suggestions[place] = moved
      } else {
        suggestions[place] = nil
      }
    }
  }

  mutating func put(_ id: RegistrationID, on profile: ProfileID) {
    registrations[id]?.profile = profile
  }
}
