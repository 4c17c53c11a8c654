import Domain
import Postgres

/// Net effect of a batch on marks.
struct MarkWrites {
  /// The marks that are set, or (`nil`) cleared, and by what.
  fileprivate var marks: [AddressKey: (mark: Mark?, provenance: Provenance)] = [:]

  mutating func fold(_ change: MarkChange, of key: AddressKey, _ provenance: Provenance) {
    switch change {
    case .set(let mark): marks[key] = (mark, provenance)
    case .cleared: marks[key] = (nil, provenance)
    }
  }
}

extension Connection {
  mutating func enqueue(_ writes: MarkWrites) throws(PostgresError) {
    let marks = writes.marks.sorted { $0.key < $1.key }
    try enqueue(
      SetMarks.init,
      ifAny: marks.compactMap { key, value in
        value.mark.map { (key: key, mark: $0, provenance: value.provenance) }
      })
    try enqueue(
      ClearMarks.init,
      ifAny: marks.filter { $0.value.mark == nil }
        .map { (key: $0.key, provenance: $0.value.provenance) })
  }
}
