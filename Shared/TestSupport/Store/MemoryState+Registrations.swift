import Contract
import Domain
import Store

extension MemoryState {
  mutating func write(_ change: RegistrationChange, of id: RegistrationID) {
    switch change {
    case .recorded(let registration, let profile, let match):
      record(id, registration, on: profile, match.key)
    case .held(let registration): record(id, registration, on: nil, nil)
    case .moved(_, let profile, _):
      put(id, on: profile)
      mergedFrom[id] = nil
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
    registrations[id] = RecordedRegistration(
      content: registration.content, on: profile, matched: key)
  }

  mutating func put(_ id: RegistrationID, on profile: ProfileID) {
    registrations[id]?.profile = profile
  }
}
