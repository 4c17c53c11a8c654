/// Request of a steward, a case for each; its touch and its effect on the book stand below.
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
  /// `profile.optOut` by the token of a message; without a topic, of the one of its mailing.
  case optOutByToken(String, topic: String?)
  /// `profile.optIn` by the token of a message; without a topic, to the one of its mailing.
  case optInByToken(String, topic: String?)
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
  /// `note.assign`.
  case assignNote(NoteID, to: ProfileID)
  /// `suggestion.accept`.
  case accept(SuggestionID, keep: ProfileID?, to: Destination)
  /// `suggestion.dismiss`.
  case dismiss(SuggestionID)

  /// The profile whose version `expectedVersion` speaks of; `nil` for what names none by its id.
  public var subject: ProfileID? {
    switch self {
    case .create, .purgeHolder, .optOutByToken, .optInByToken, .moveRegistration, .accept,
      .dismiss:
      nil
    case .update(let id, _), .addAddress(_, _, let id, _), .replaceAddress(_, _, let id),
      .removeAddress(_, let id, _), .setUse(_, _, let id), .clearUse(_, let id),
      .mark(_, let id, _), .clearMark(_, let id), .optOut(let id, _), .optIn(let id, _),
      .declareDeceased(let id), .revokeDeceased(let id), .purge(let id, _), .remove(let id),
      .restore(let id), .merge(_, let id, _), .unmerge(let id), .assignNote(_, let id):
      id
    }
  }
}

extension Touch {
  /// A command: it ends profiles, joins them, or changes them.
  public init(_ command: Command) {
    switch command {
    case .create(let new):
      self.init(
        keys: Self.all(new.addresses.map(\.key), .changing),
        profiles: new.id.map { [$0: .changing] } ?? [:],
        externalIDs: Set(new.externalIDs.map { ExternalID(system: $0.key, value: $0.value) }))
    case .update(let id, let edit):
      self.init(profiles: [id: .changing], externalIDs: edit.newExternalIDs)
    case .addAddress(let address, _, let id, _):
      self.init(keys: [address.key: .changing], profiles: [id: .changing])
    case .replaceAddress(_, let new, let id):
      self.init(keys: [new.key: .changing], profiles: [id: .changing])
    case .removeAddress(_, let id, _), .setUse(_, _, let id), .clearUse(_, let id),
      .mark(_, let id, _), .clearMark(_, let id), .optOut(let id, _), .optIn(let id, _),
      .remove(let id), .restore(let id):
      self.init(profiles: [id: .changing])
    case .optOutByToken(let token, _), .optInByToken(let token, _):
      // Whom it leads to, and what was mailed there, is found on the way.
      self.init(sends: [.token(token)])
    case .declareDeceased(let id):
      self.init(profiles: [id: .exclusive], erased: [.profile(id)])
    case .revokeDeceased(let id):
      self.init(profiles: [id: .exclusive])
    case .purge(let id, _):
      self.init(profiles: [id: .exclusive], erased: [.profile(id)])
    case .purgeHolder(let key, _):
      self.init(keys: [key: .exclusive], erased: [.holder(key)])
    case .merge(let removed, let kept, _):
      // They may be one and the same; the rules refuse that.
      self.init(profiles: Self.all([removed, kept], .exclusive))
    case .unmerge(let removed):
      self.init(profiles: [removed: .exclusive], merges: [removed])
    case .moveRegistration(let id, let destination):
      self.init(profiles: Self.named(by: destination), registrations: [id])
    case .assignNote(let note, let id):
      self.init(profiles: [id: .changing], notes: [note])
    case .accept(let id, let keep, let destination):
      self.init(
        profiles: Self.named(by: destination).merging(
          Self.all(keep.map { [$0] } ?? [], .exclusive), uniquingKeysWith: max),
        suggestions: [id: .exclusive])
    case .dismiss(let id):
      self.init(suggestions: [id: .changing])
    }
  }

  private static func named(by destination: Destination) -> [ProfileID: Access] {
    switch destination {
    case .profile(let id): [id: .changing]
    case .new: [:]
    }
  }

  private static func all<Key: Hashable>(_ keys: [Key], _ access: Access) -> [Key: Access] {
    Dictionary(keys.map { ($0, access) }, uniquingKeysWith: max)
  }
}

extension Edit {
  /// The external ids that the profile is to have.
  fileprivate var newExternalIDs: Set<ExternalID> {
    Set(
      externalIDs.compactMap { system, field in
        if case .set(let value) = field { ExternalID(system: system, value: value) } else { nil }
      })
  }
}

extension AddressBook {
  /// Carries a command out.
  public mutating func carryOut(
    _ command: Command, rules: LifeRules = .standard, cause: Cause
  ) -> Outcome {
    switch command {
    case .create(let new): create(new, cause: cause)
    case .update(let id, let edit): update(id, edit, cause: cause)
    case .addAddress(let address, let uses, let id, let despite):
      addAddress(address, uses: uses, to: id, despitePurge: despite, cause: cause)
    case .replaceAddress(let old, let new, let id):
      replaceAddress(old, with: new, on: id, cause: cause)
    case .removeAddress(let key, let id, let next):
      removeAddress(key, from: id, nextPrimary: next, cause: cause)
    case .setUse(let use, let key, let id): setUse(use, to: key, on: id, cause: cause)
    case .clearUse(let use, let id): clearUse(use, on: id, cause: cause)
    case .mark(let key, let id, let reason): mark(key, on: id, reason: reason, cause: cause)
    case .clearMark(let key, let id): clearMark(key, on: id, cause: cause)
    case .optOut(let id, let topic): optOut(id, of: topic, cause: cause)
    case .optIn(let id, let topic): optIn(id, to: topic, cause: cause)
    case .optOutByToken(let token, let topic):
      opt(by: token, topic, cause: cause) { $0.optOut($1, of: $2, cause: cause) }
    case .optInByToken(let token, let topic):
      opt(by: token, topic, cause: cause) { $0.optIn($1, to: $2, cause: cause) }
    case .declareDeceased(let id): declareDeceased(id, cause: cause)
    case .revokeDeceased(let id): revokeDeceased(id, cause: cause)
    case .purge(let id, let decision): purge(id, decision: decision, cause: cause)
    case .purgeHolder(let key, let decision):
      purge(holderOf: key, decision: decision, cause: cause)
    case .remove(let id): remove(id, cause: cause)
    case .restore(let id): restore(id, cause: cause)
    case .merge(let removed, let kept, let left):
      merge(removed, into: kept, leaveBehind: left, cause: cause)
    case .unmerge(let removed): unmerge(removed, rules: rules, cause: cause)
    case .moveRegistration(let id, let destination):
      moveRegistration(id, to: destination, cause: cause)
    case .assignNote(let note, let id): assignNote(note, to: id, cause: cause)
    case .accept(let id, let keep, let destination):
      accept(id, keep: keep, to: destination, cause: cause)
    case .dismiss(let id): dismiss(id, cause: cause)
    }
  }
}
