/// How the rules answer one message (E1).
///
/// A message that cannot be read never gets here: it is parked.
public enum Outcome: Hashable, Sendable {
  /// It took effect; its changes stand in the book.
  case applied
  /// Its effect held already; nothing changed and nothing is told.
  case alreadyApplied
  /// The rules forbid it; nothing changed.
  case refused(Refusal)
}

/// Why the rules forbid something: a code for programs, and a sentence without personal data.
public enum Refusal: Hashable, Sendable {
  /// Another active profile holds the address (U2); no holder is named for a protected one (L8).
  case addressTaken(holder: ProfileID?)
  /// The profile is deceased and gets no address (L1).
  case deceased
  /// The profile is not active, and the command needs it so (L7).
  case notActive
  /// A profile with this id exists, and is not what the command would make.
  case profileExists
  /// Another profile has the external id; no holder is named for a protected one (L8).
  case externalIDTaken(holder: ProfileID?)
  /// Nobody has the id.
  case unknownProfile
  /// The profile does not hold the address.
  case unknownAddress

  /// The contract's word for it.
  public var code: String {
    switch self {
    case .addressTaken: "addressTaken"
    case .deceased: "deceased"
    case .notActive: "notActive"
    case .profileExists: "profileExists"
    case .externalIDTaken: "externalIdTaken"
    case .unknownProfile: "unknownProfile"
    case .unknownAddress: "unknownAddress"
    }
  }

  /// What a steward reads; never an address or a name.
  public var sentence: String {
    switch self {
    case .addressTaken(let holder?): "Another profile, \(holder), holds this address."
    case .addressTaken(nil): "Another profile holds this address."
    case .deceased: "The person is deceased; no address can be added."
    case .notActive: "The profile is not active."
    case .profileExists: "A profile with this id exists, and its content is another."
    case .externalIDTaken(let holder?): "Another profile, \(holder), has this external id."
    case .externalIDTaken(nil): "Another profile has this external id."
    case .unknownProfile: "There is no profile with this id."
    case .unknownAddress: "The profile does not hold this address."
    }
  }
}
