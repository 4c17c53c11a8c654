import Domain

/// Net effect of a batch, family by family.
///
/// Pure. Changes of one profile or key within the batch build on one another, so it is what they come
/// to that is written, in statements that hold for the whole batch.
struct BatchWrites {
  private(set) var profiles = ProfileWrites()
  private(set) var addresses = AddressWrites()
  private(set) var marks = MarkWrites()
  private(set) var bounces = BounceWrites()
  private(set) var registrations = RegistrationWrites()
  private(set) var notes = NoteWrites()
  private(set) var suggestions = SuggestionWrites()
  private(set) var counters = CounterWrites()
  private(set) var merges = MergeWrites()
  private(set) var imports = ImportWrites()
  private(set) var mailings = MailingWrites()
  /// Persons who are erased, in order.
  private(set) var erasures: [ErasureWrite] = []

  /// Folds all changes of the batch's messages.
  init(_ messages: [DecidedMessage]) {
    for message in messages where !message.changes.isEmpty {
      for logged in message.changes {
        fold(logged, Provenance(logged, in: message), message.toldBefore)
      }
    }
    addresses.settle()
  }

  private mutating func fold(
    _ logged: LoggedChange, _ provenance: Provenance, _ toldBefore: Int
  ) {
    switch logged.change {
    case .profile(let id, let change):
      profiles.fold(change, of: id, provenance)
      if case .affirmed(let said, let merged, let during) = change {
        merges.fold(said, by: merged)
        imports.fold(id, saidDuring: during)
      }
      addresses.fold(change, provenance)
    case .address(let key, let change):
      addresses.fold(change, of: key, version: logged.sequence, provenance)
    case .mark(let key, _, let change): marks.fold(change, of: key, provenance)
    case .bounce(let key, _, let change): bounces.fold(change, of: key, provenance)
    case .suppression(let key, _, let change): bounces.fold(change, of: key)
    case .storm(let storm, let change): bounces.fold(change, of: storm, provenance)
    case .registration(let id, let change): registrations.fold(change, of: id, provenance)
    case .note(let id, let change): notes.fold(change, of: id, provenance)
    case .suggestion(let suggestion, let change):
      suggestions.fold(change, of: suggestion, provenance)
    case .merge(let merge, let change):
      profiles.fold(change, of: merge)
      merges.fold(change, of: merge)
    case .erasure(let merged, let change):
      profiles.fold(change, of: merged, provenance)
      erasures.append(
        ErasureWrite(
          merged: merged, change: change, provenance: provenance, toldBefore: toldBefore))
    case .message:
      // It lies among the batch's outgoing messages already.
      break
    case .counter(let key, let change): counters.fold(change, of: key)
    case .imported(let id, let change): imports.fold(change, of: id, provenance)
    case .mailing(let id, let change): mailings.fold(change, of: id, provenance)
    }
    logged.change.scope.forEachRaised { profiles.raise($0) }
  }
}

/// Death or purge of a person, or the end of an erroneous death.
struct ErasureWrite {
  let merged: MergedProfiles
  let change: ErasureChange
  let provenance: Provenance
  /// Number of the batch's outgoing messages that come before it.
  let toldBefore: Int
}
