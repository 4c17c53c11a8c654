import Domain
import Testing

/// Short names for what the rules are about.
func mail(_ text: String) throws -> EmailAddress {
  try EmailAddress(text)
}

func key(_ text: String) throws -> AddressKey {
  try EmailAddress(text).key
}

/// An address on a profile.
func at(_ text: String, _ uses: Use...) throws -> Address {
  Address(try EmailAddress(text), uses: Uses(uses))
}

extension Cause {
  /// A message at a fixed moment.
  static let test = Cause(
    message: MessageReference(source: "urn:test", id: "1"),
    at: Timestamp(microseconds: 1_800_000_000_000_000))

  /// A message some time after that moment, and written when it says, if it does.
  static func test(after seconds: Int64, sent: Timestamp? = nil) -> Cause {
    Cause(message: test.message, at: test.at.later(by: seconds), sentAt: sent)
  }
}

extension Timestamp {
  /// Some seconds later.
  func later(by seconds: Int64) -> Timestamp {
    Timestamp(microseconds: microseconds + seconds * 1_000_000)
  }
}

extension Outcome {
  /// Word in the tables of the tests: `applied`, `already`, or the code of the refusal.
  var word: String {
    switch self {
    case .applied: "applied"
    case .alreadyApplied: "already"
    case .refused(let refusal): refusal.code
    }
  }
}

extension Profile {
  /// All but the version, the addresses in the order of their keys.
  var apartFromVersion: Profile {
    var profile = self
    profile.version = 0
    profile.addresses.sort { $0.key < $1.key }
    return profile
  }
}

extension ProfileID {
  static let åsa = ProfileID(value: 1)
  static let bo = ProfileID(value: 2)
  static let cia = ProfileID(value: 3)
  static let dag = ProfileID(value: 4)
}

extension AddressBook {
  /// A book that holds everything.
  init(_ profiles: Profile...) {
    self.init(BookContents(profiles: profiles), ids: IDSource(seed: 1))
  }

  /// Returns the uses of each address of a profile, by its text.
  func uses(on id: ProfileID) -> [String: Uses] {
    Dictionary(
      (profile(id)?.addresses ?? []).map { ($0.address.text, $0.uses) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The suggestions made so far.
  var suggestions: [Suggestion] {
    log.compactMap { logged in
      if case .suggestion(let suggestion, .made) = logged.change { suggestion } else { nil }
    }
  }

  /// The profiles that registrations were recorded on so far, with what matched.
  var matches: [(profile: ProfileID, match: Match)] {
    log.compactMap { logged in
      if case .registration(_, .recorded(_, let profile, let match)) = logged.change {
        (profile, match)
      } else {
        nil
      }
    }
  }

  /// Records a registration for an event.
  mutating func record(
    _ first: String, _ further: String..., name: Name = Name(), externalIDs: [ExternalID] = []
  ) throws -> Outcome {
    record(
      Registration(
        kind: .event, first: try EmailAddress(first),
        further: further.map { text in
          Registration.Further(
            text: text, address: refusal(of: text) == nil ? try? mail(text) : nil)
        }, name: name, externalIDs: externalIDs), cause: .test)
  }
}

extension Uses {
  static let primary = Uses(.primary)
  static let work = Uses(.work)
}
