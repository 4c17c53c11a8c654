import Domain
import Postgres

/// What one load asks for, each list sorted.
struct LoadRequest {
  var ids: [ProfileID] = []
  var keys: [AddressKey] = []
  var externalIDs: [ExternalID] = []
  var registrations: [RegistrationID] = []
  var suggestions: [SuggestionID] = []
  var merges: [ProfileID] = []
  var messages: [MessageReference] = []
  var strength = Touch.Access.beside

  /// Nothing.
  init() {}

  /// What a touch asks for.
  init(_ touch: Touch, messages: [MessageReference]) {
    ids = touch.profiles.keys.sorted()
    keys = touch.keys.keys.sorted()
    externalIDs = touch.externalIDs.sorted()
    registrations = touch.registrations.sorted()
    suggestions = touch.suggestions.keys.sorted()
    merges = touch.merges.sorted()
    strength = touch.strength
    self.messages = messages
  }

  var touchesProfiles: Bool {
    !ids.isEmpty || !keys.isEmpty || !registrations.isEmpty || !suggestions.isEmpty
  }

  /// The parameters of what leads to profiles: `$1` to `$4`.
  func bindNamed(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.textArray(keys) { $0.text }
    parameters.uuidArray(registrations) { $0.value }
    parameters.uuidArray(suggestions) { $0.value }
  }
}
