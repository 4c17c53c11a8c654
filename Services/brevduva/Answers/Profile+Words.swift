import Domain
import Formats

extension Profile.State {
  /// The word of the contract.
  var word: String {
    switch self {
    case .active: "active"
    case .removed: "removed"
    case .deceased: "deceased"
    case .purged: "purged"
    }
  }

  /// How it looks.
  var tone: Tone {
    switch self {
    case .active: .good
    case .removed, .deceased, .purged: .warning
    }
  }
}

extension Name {
  /// Both parts in a row; `nil` if neither is known.
  var text: String? {
    let parts = [given, family].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

extension JSONWriter {
  /// Writes a name with both its parts.
  mutating func member(_ key: StaticString, _ name: Name) {
    self.key(key)
    object {
      $0.member("given", orNull: name.given)
      $0.member("family", orNull: name.family)
    }
  }
}
