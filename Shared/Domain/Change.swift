/// The one currency of the house: the book yields changes, the store writes them, the contract tells
/// them as events, and provenance, unmerge and undo keep them.
///
/// A new rule is a new case; the compiler then names every room that must answer to it.
public enum Change: Hashable, Sendable {
  /// A profile came to be, with its first addresses and their uses (M3); its version is 1.
  case profileCreated(Profile)
  /// A steward edited name, telephone, external ids or protection.
  case profileUpdated(ProfileID, from: Details, to: Details)
  /// An address came onto a profile (U2).
  case addressAdded(Address, to: ProfileID)
  /// An address left a profile and is on none.
  case addressRemoved(AddressKey, from: ProfileID)
  /// An address left one profile for another (U3, L4); the uses are those on the new one.
  case addressMoved(AddressKey, from: ProfileID, to: ProfileID, uses: Uses)
  /// An address has other uses than before (S3).
  case usesChanged(AddressKey, on: ProfileID, from: Uses, to: Uses)
  /// An address is undeliverable (B4, B6).
  case marked(AddressKey, on: ProfileID, Mark)
  /// A steward cleared the mark (B5).
  case cleared(AddressKey, on: ProfileID)
  /// The person wants no mail of a topic (R6).
  case optedOut(ProfileID, topic: String)
  /// The person wants mail of a topic after all (R6).
  case optedIn(ProfileID, topic: String)
  /// A profile was hidden (L3).
  case profileRemoved(ProfileID)
  /// A hidden profile is back (L3).
  case profileRestored(ProfileID)
  /// A person died: addresses and telephone are erased, of all profiles that are one (L1).
  case profileDeceased(MergedProfiles)
  /// A death was an error: the profile has this state again, and not its addresses (L1).
  case profileRevoked(ProfileID, to: Profile.State)
  /// A person was erased, with all profiles that are one (L2).
  case profilePurged(MergedProfiles, decision: String?)
  /// One profile was merged away into another; registrations and notes move along (L4).
  case profilesMerged(Merge)
  /// A merge was taken back but for what was changed since (L4).
  case profilesUnmerged(Merge, leftovers: [Leftover])
  /// A registration was recorded on a profile (M3).
  case registrationRecorded(RegistrationID, Registration, on: ProfileID, by: Match)
  /// A registration waits for a steward: role mailboxes match nobody (M7), the dead register no more (L1).
  case registrationHeld(RegistrationID, Registration)
  /// A steward put a registration on a profile; `from` is `nil` where it had waited (M5, M7).
  case registrationMoved(RegistrationID, from: ProfileID?, to: ProfileID, isNew: Bool)
  /// Something was put before the stewards.
  case suggestionMade(Suggestion)
  /// A steward decided on it (E4).
  case suggestionDecided(Suggestion, isAccepted: Bool)
  /// Addresses that were erased stand on a profile again: their keyed hashes go (L6).
  case erasuresEnded([AddressKey])

  /// The profiles whose version it raises; registrations and suggestions raise none.
  public var raised: [ProfileID] {
    switch self {
    case .addressAdded(_, let profile), .addressRemoved(_, let profile),
      .usesChanged(_, let profile, _, _), .profileUpdated(let profile, _, _),
      .marked(_, let profile, _), .cleared(_, let profile), .optedOut(let profile, _),
      .optedIn(let profile, _), .profileRemoved(let profile), .profileRestored(let profile),
      .profileRevoked(let profile, _):
      [profile]
    case .addressMoved(_, let old, let new, _): [new, old]
    case .profileDeceased(let merged), .profilePurged(let merged, _): merged.members
    case .profilesMerged(let merge), .profilesUnmerged(let merge, _): [merge.kept, merge.removed]
    case .profileCreated, .registrationRecorded, .registrationHeld, .registrationMoved,
      .suggestionMade, .suggestionDecided, .erasuresEnded:
      []
    }
  }

  /// The profile that the change is told of; `nil` if it is about none.
  public var subject: ProfileID? {
    switch self {
    case .profileCreated(let profile): profile.id
    case .addressAdded(_, let profile), .addressRemoved(_, let profile),
      .usesChanged(_, let profile, _, _), .addressMoved(_, _, let profile, _),
      .registrationRecorded(_, _, let profile, _), .registrationMoved(_, _, let profile, _),
      .profileUpdated(let profile, _, _), .marked(_, let profile, _), .cleared(_, let profile),
      .optedOut(let profile, _), .optedIn(let profile, _), .profileRemoved(let profile),
      .profileRestored(let profile), .profileRevoked(let profile, _):
      profile
    case .profileDeceased(let merged), .profilePurged(let merged, _): merged.head
    case .profilesMerged(let merge): merge.kept
    case .profilesUnmerged(let merge, _): merge.removed
    case .registrationHeld, .erasuresEnded: nil
    case .suggestionMade(let suggestion), .suggestionDecided(let suggestion, _):
      suggestion.profiles.first
    }
  }
}
