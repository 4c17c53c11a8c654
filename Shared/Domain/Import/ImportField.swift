/// Purpose of a column of an import (P2, P11).
public enum ImportField: Hashable, Sendable {
  /// The id of a profile of ours.
  case profileID
  /// The person's id in another system.
  case externalID(system: String)
  /// The given name.
  case givenName
  /// The family name.
  case familyName
  /// The telephone number.
  case phone
  /// An address with a use, or an additional one.
  case email(Use?)
  /// No more bulk mail (R6): of one topic, or at all.
  case optOut(topic: String?)
  /// Addresses that are known to be undeliverable.
  case undeliverable
  /// The person has died (L1).
  case deceased
  /// Protected identity (L8).
  case protected

  /// Reads the contract's word for a field.
  ///
  /// Topics are compared in lower case (R6). A number behind an additional address counts for nothing:
  /// an export has `email.additional 2`.
  public init?(_ text: String) {
    let text = String(text.trimmed)
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let argument = parts.count == 2 ? String(parts[1].trimmed) : nil
    switch (parts[0].lowercased(), argument) {
    case ("profileid", nil): self = .profileID
    case ("externalid", let system?) where !system.isEmpty: self = .externalID(system: system)
    case ("givenname", nil): self = .givenName
    case ("familyname", nil): self = .familyName
    case ("phone", nil): self = .phone
    case ("optout", nil): self = .optOut(topic: nil)
    case ("optout", let topic?) where !topic.isEmpty: self = .optOut(topic: Profile.topic(topic))
    case ("undeliverable", nil): self = .undeliverable
    case ("deceased", nil): self = .deceased
    case ("protected", nil): self = .protected
    case (let word, nil):
      guard let field = Self.email(word) else { return nil }
      self = field
    default: return nil
    }
  }

  private static func email(_ word: String) -> ImportField? {
    guard word.hasPrefix("email.") else { return nil }
    let use = word.dropFirst("email.".count)
    if let use = Use(rawValue: String(use)) { return .email(use) }
    guard use.hasPrefix("additional") else { return nil }
    let number = use.dropFirst("additional".count).trimmed
    return number.utf8.allSatisfy(\.isDigit) ? .email(nil) : nil
  }

  /// Tells whether several columns may be for it: any number of additional addresses.
  var mayRepeat: Bool { self == .email(nil) }
}

extension ImportField: CustomStringConvertible {
  /// The contract's word for it.
  public var description: String {
    switch self {
    case .profileID: "profileId"
    case .externalID(let system): "externalId:\(system)"
    case .givenName: "givenName"
    case .familyName: "familyName"
    case .phone: "phone"
    case .email(let use): "email.\(use?.rawValue ?? "additional")"
    case .optOut(nil): "optOut"
    case .optOut(let topic?): "optOut:\(topic)"
    case .undeliverable: "undeliverable"
    case .deceased: "deceased"
    case .protected: "protected"
    }
  }
}
