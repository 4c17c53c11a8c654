public import Domain

extension Affirmation {
  /// The form in which it is kept with a merge: a field, and the system or topic behind a colon.
  public var text: String {
    switch self {
    case .givenName: "name.given"
    case .familyName: "name.family"
    case .phone: "phone"
    case .externalID(let system): "externalId:\(system)"
    case .replacedID(let id): "replacedId:\(id.system.count):\(id.system):\(id.value)"
    case .protection: "protected"
    case .optOut(let topic): "optedOut:\(topic)"
    }
  }

  /// Reads that form; `nil` for what a newer program wrote.
  init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.dropFirst().first) {
    case ("name.given", nil): self = .givenName
    case ("name.family", nil): self = .familyName
    case ("phone", nil): self = .phone
    case ("protected", nil): self = .protection
    case ("externalId", let system?): self = .externalID(system: String(system))
    case ("replacedId", let rest?):
      guard let id = ExternalID(counted: rest) else { return nil }
      self = .replacedID(id)
    case ("optedOut", let topic?): self = .optOut(topic: String(topic))
    default: return nil
    }
  }
}

extension ExternalID {
  /// Reads the length of the system's name, the name, a colon, and the id there: either may hold any character.
  fileprivate init?(counted text: Substring) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(parts[0]), count >= 0 else { return nil }
    self.init(
      system: String(parts[1].prefix(count)), value: String(parts[1].dropFirst(count + 1)))
  }
}
