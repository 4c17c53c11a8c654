import Contract
import Domain

extension AddressBook {
  /// Which verb of the book a command means.
  mutating func carryOut(_ command: Command, rules: LifeRules, cause: Cause) -> Outcome {
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
    case .accept(let id, let keep, let destination):
      accept(id, keep: keep, to: destination, cause: cause)
    case .dismiss(let id): dismiss(id, cause: cause)
    }
  }
}
