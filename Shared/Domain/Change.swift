/// The one currency of the house: the book yields changes, the store writes them, the contract tells
/// them as events, and provenance, unmerge and undo keep them.
///
/// A new rule is a new case; the compiler then names every room that must answer to it.
public enum Change: Hashable, Sendable {
  /// A profile came to be, with its first addresses and their uses (M3); its version is 1.
  case profileCreated(Profile)
  /// An address came onto a profile (U2).
  case addressAdded(Address, to: ProfileID)
  /// An address left a profile and is on none.
  case addressRemoved(AddressKey, from: ProfileID)
  /// An address left one profile for another (U3); the uses are those on the new one.
  case addressMoved(AddressKey, from: ProfileID, to: ProfileID, uses: Uses)
  /// An address has other uses than before (S3).
  case usesChanged(AddressKey, on: ProfileID, from: Uses, to: Uses)
  /// A registration was recorded on a profile (M3).
  case registrationRecorded(RegistrationID, Registration, on: ProfileID, by: Match)
  /// A registration waits for a steward: role mailboxes match nobody (M7).
  case registrationHeld(RegistrationID, Registration)
  /// Something was put before the stewards.
  case suggestionMade(Suggestion)

  /// The profiles whose version it raises; registrations and suggestions raise none.
  public var raised: [ProfileID] {
    switch self {
    case .addressAdded(_, let profile), .addressRemoved(_, let profile),
      .usesChanged(_, let profile, _, _):
      [profile]
    case .addressMoved(_, let old, let new, _): [old, new]
    case .profileCreated, .registrationRecorded, .registrationHeld, .suggestionMade: []
    }
  }

  /// The profile that the change is told of; `nil` if it is about none.
  public var subject: ProfileID? {
    switch self {
    case .profileCreated(let profile): profile.id
    case .addressAdded(_, let profile), .addressRemoved(_, let profile),
      .usesChanged(_, let profile, _, _), .addressMoved(_, _, let profile, _),
      .registrationRecorded(_, _, let profile, _):
      profile
    case .registrationHeld: nil
    case .suggestionMade(let suggestion): suggestion.profiles.first
    }
  }
}
