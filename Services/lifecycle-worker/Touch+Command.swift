import Contract
import Domain

extension Touch {
  /// What a command touches: it ends profiles, joins them, or changes them.
  init(_ command: Command) {
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
    case .declareDeceased(let id), .revokeDeceased(let id), .purge(let id, _):
      self.init(profiles: [id: .exclusive])
    case .purgeHolder(let key, _):
      self.init(keys: [key: .exclusive])
    case .merge(let removed, let kept, _):
      // They may be one and the same; the rules refuse that.
      self.init(profiles: Self.all([removed, kept], .exclusive))
    case .unmerge(let removed):
      self.init(profiles: [removed: .exclusive], merges: [removed])
    case .moveRegistration(let id, let destination):
      self.init(profiles: Self.named(by: destination), registrations: [id])
    case .accept(let id, let keep, let destination):
      self.init(
        profiles: Self.named(by: destination).merging(Self.all(keep.map { [$0] } ?? [], .exclusive))
        {
          max($0, $1)
        }, suggestions: [id: .exclusive])
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
