import Domain
import Postgres

/// Net effect of a batch on marks.
struct MarkWrites {
  /// The marks that are set at last, and by what.
  fileprivate var set: [AddressKey: (mark: Mark, provenance: Provenance)] = [:]
  /// Who cleared marks; one that is set again was cleared all the same (B5).
  fileprivate var cleared: [AddressKey: Provenance] = [:]
  /// Who withdrew marks (P10).
  fileprivate var withdrawn: [AddressKey: Provenance] = [:]

  mutating func fold(_ change: MarkChange, of key: AddressKey, _ provenance: Provenance) {
    switch change {
    case .set(let mark): set[key] = (mark, provenance)
    case .cleared:
      set[key] = nil
      cleared[key] = provenance
    case .withdrawn:
      set[key] = nil
      withdrawn[key] = provenance
    }
  }
}

extension Connection {
  mutating func enqueue(_ writes: MarkWrites) throws(PostgresError) {
    try enqueue(
      ClearMarks.init,
      ifAny: writes.cleared.sorted { $0.key < $1.key }.map { (key: $0.key, provenance: $0.value) })
    try enqueue(
      WithdrawMarks.init,
      ifAny: writes.withdrawn.sorted { $0.key < $1.key }
        .map { (key: $0.key, provenance: $0.value) })
    try enqueue(
      SetMarks.init,
      ifAny: writes.set.sorted { $0.key < $1.key }
        .map { (key: $0.key, mark: $0.value.mark, provenance: $0.value.provenance) })
  }
}
