import Domain
import Formats

extension SuggestionChange {
  /// The type of the event that tells it.
  var eventType: EventType {
    switch self {
    case .made: "suggestion.made"
    case .decided: "suggestion.decided"
    }
  }

  /// Writes what is told of a suggestion; never its evidence, which may be an address or a name.
  func writeData(of suggestion: Suggestion, to writer: inout JSONWriter, isProtected: Bool) {
    writer.member("suggestionId", suggestion.id.description)
    writer.member("kind", suggestion.kind.rawValue)
    writer.members("profileIds", isProtected ? [] : suggestion.profiles)
    switch self {
    case .made: break
    case .decided(let isAccepted):
      writer.member("decision", isAccepted ? "accepted" : "dismissed")
    }
  }
}
