import Domain
import Postgres

/// Net effect of a batch on registrations.
struct RegistrationWrites {
  /// Those that come, in order.
  fileprivate var added: [InsertRegistrations.Recorded] = []
  /// The places of those that stood before and go elsewhere.
  fileprivate var moves: [RegistrationID: (profile: ProfileID, at: Timestamp)] = [:]
  /// Those that unmerges give back.
  fileprivate var returned: [ReturnedRegistration] = []

  mutating func fold(
    _ change: RegistrationChange, of id: RegistrationID, _ provenance: Provenance
  ) {
    switch change {
    case .recorded(let registration, let profile, let match):
      added.append((id, registration, profile, match, provenance))
    case .held(let registration): added.append((id, registration, nil, nil, provenance))
    case .moved(_, let profile, _): moves[id] = (profile, provenance.at)
    case .returned(let kept, let profile):
      returned.append(ReturnedRegistration(id: id, kept: kept, removed: profile))
    }
  }
}

extension Connection {
  mutating func enqueue(_ writes: RegistrationWrites) throws(PostgresError) {
    try enqueue(InsertRegistrations.init, ifAny: writes.added)
    try enqueue(
      MoveRegistrations.init,
      ifAny: writes.moves.sorted { $0.key < $1.key }.map {
        (id: $0.key, profile: $0.value.profile, at: $0.value.at)
      })
    try enqueue(ReturnRegistrations.init, ifAny: writes.returned)
    try enqueue(ReturnSuggestions.init, ifAny: writes.returned)
    let returned = writes.returned.map(\.id)
    try enqueue(InsertMovedMentions.init, ifAny: (writes.moves.keys + returned).sorted())
  }
}
