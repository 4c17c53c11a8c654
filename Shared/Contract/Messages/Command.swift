public import Domain

/// What a steward asks for: a case for each type of message on the queue `lifecycle`.
public enum Command: Hashable, Sendable {
  /// `profile.create`.
  case create(NewProfile)
  /// `profile.update`.
  case update(ProfileID, Edit)
  /// `profile.addAddress`.
  case addAddress(EmailAddress, uses: Uses, to: ProfileID, despitePurge: Bool)
  /// `profile.replaceAddress`.
  case replaceAddress(AddressKey, with: EmailAddress, on: ProfileID)
  /// `profile.removeAddress`.
  case removeAddress(AddressKey, from: ProfileID, nextPrimary: AddressKey?)
  /// `profile.setUse`.
  case setUse(Use, to: AddressKey, on: ProfileID)
  /// `profile.clearUse`.
  case clearUse(Use, on: ProfileID)
  /// `profile.mark`.
  case mark(AddressKey, on: ProfileID, reason: String?)
  /// `profile.clearMark`.
  case clearMark(AddressKey, on: ProfileID)
  /// `profile.optOut`; without a topic, of all bulk mail.
  case optOut(ProfileID, topic: String?)
  /// `profile.optIn`; without a topic, to all.
  case optIn(ProfileID, topic: String?)
  /// `profile.deceased`.
  case declareDeceased(ProfileID)
  /// `profile.revokeDeceased`.
  case revokeDeceased(ProfileID)
  /// `profile.purge` by id.
  case purge(ProfileID, decision: String?)
  /// `profile.purge` by address.
  case purgeHolder(AddressKey, decision: String?)
  /// `profile.remove`.
  case remove(ProfileID)
  /// `profile.restore`.
  case restore(ProfileID)
  /// `profile.merge`.
  case merge(ProfileID, into: ProfileID, leaveBehind: Set<AddressKey>)
  /// `profile.unmerge`.
  case unmerge(ProfileID)
  /// `registration.move`.
  case moveRegistration(RegistrationID, to: Destination)
  /// `suggestion.accept`.
  case accept(SuggestionID, keep: ProfileID?, to: Destination)
  /// `suggestion.dismiss`.
  case dismiss(SuggestionID)

  /// The profile whose version `expectedVersion` speaks of; `nil` for what names none by its id.
  public var subject: ProfileID? {
    switch self {
    case .create, .purgeHolder, .moveRegistration, .accept, .dismiss: nil
    case .update(let id, _), .addAddress(_, _, let id, _), .replaceAddress(_, _, let id),
      .removeAddress(_, let id, _), .setUse(_, _, let id), .clearUse(_, let id),
      .mark(_, let id, _), .clearMark(_, let id), .optOut(let id, _), .optIn(let id, _),
      .declareDeceased(let id), .revokeDeceased(let id), .purge(let id, _), .remove(let id),
      .restore(let id), .merge(_, let id, _), .unmerge(let id):
      id
    }
  }
}

/// A command as it arrives.
public struct CommandMessage: IncomingMessage, Hashable {
  /// What the message holds.
  public enum Content: Hashable, Sendable {
    /// A command.
    case command(Command)
    /// What can be read, and the rules forbid whatever the book says: a use that there is not, an
    /// address that I3 refuses.
    case forbidden(Refusal)
  }

  /// The command.
  public let content: Content
  /// The version that the profile must have (L7); `nil` if any will do.
  public let expectedVersion: Int64?

  /// Describes a message.
  public init(_ content: Content, expectedVersion: Int64? = nil) {
    self.content = content
    self.expectedVersion = expectedVersion
  }
}
