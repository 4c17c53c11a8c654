import Domain
import Postgres

/// Net effect of a batch on what is known of mail.
struct BounceWrites {
  /// Name of a row.
  fileprivate struct Name: Hashable {
    let key: AddressKey
    let send: SendReference
  }

  fileprivate var recorded: [Name: RecordedBounce] = [:]
  fileprivate var redated: [Name: Bounce] = [:]
  fileprivate var released: Set<Name> = []
  fileprivate var deliveries: [AddressKey: Timestamp] = [:]
  /// What is held back, or (`nil`) no more, by who does.
  fileprivate var suppressions: [AddressKey: [String: Suppression?]] = [:]
  fileprivate var storms: [Storm] = []
  fileprivate var decided: [(id: StormID, decision: Storm.Decision, provenance: Provenance)] = []

  mutating func fold(_ change: BounceChange, of key: AddressKey, _ provenance: Provenance) {
    switch change {
    case .recorded(let bounce, let evidence):
      recorded[Name(key: key, send: bounce.send)] = RecordedBounce(
        key: key, bounce: bounce, evidence: evidence, provenance: provenance)
    case .redated(let bounce):
      let name = Name(key: key, send: bounce.send)
      if recorded[name] == nil { redated[name] = bounce } else { recorded[name]?.bounce = bounce }
    case .released(let send): released.insert(Name(key: key, send: send))
    case .delivered(let moment): deliveries[key] = max(deliveries[key] ?? moment, moment)
    }
  }

  mutating func fold(_ change: SuppressionChange, of key: AddressKey) {
    switch change {
    case .set(let suppression):
      suppressions[key, default: [:]][suppression.gateway] = .some(suppression)
    case .ended(let gateway, _): suppressions[key, default: [:]][gateway] = .some(nil)
    }
  }

  mutating func fold(_ change: StormChange, of storm: Storm, _ provenance: Provenance) {
    switch change {
    case .began: storms.append(storm)
    case .decided(let decision, _): decided.append((storm.id, decision, provenance))
    }
  }
}

extension BounceWrites.Name: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    left.key != right.key ? left.key < right.key : left.send.text < right.send.text
  }
}

extension Connection {
  /// Sends what is known of mail to addresses, in the order of these.
  mutating func enqueue(_ writes: BounceWrites) throws(PostgresError) {
    try enqueue(
      RecordBounces.init, ifAny: writes.recorded.sorted { $0.key < $1.key }.map(\.value))
    try enqueue(
      RedateBounces.init,
      ifAny: writes.redated.sorted { $0.key < $1.key }.map { (key: $0.key.key, bounce: $0.value) })
    try enqueue(
      ReleaseBounces.init, ifAny: writes.released.sorted().map { (key: $0.key, send: $0.send) })
    try enqueue(
      NoteDeliveries.init,
      ifAny: writes.deliveries.sorted { $0.key < $1.key }.map { (key: $0.key, at: $0.value) })
    var set: [(key: AddressKey, suppression: Suppression)] = []
    var ended: [(key: AddressKey, gateway: String)] = []
    for (key, gateways) in writes.suppressions.sorted(by: { $0.key < $1.key }) {
      for (gateway, suppression) in gateways.sorted(by: { $0.key < $1.key }) {
        if let suppression { set.append((key, suppression)) } else { ended.append((key, gateway)) }
      }
    }
    try enqueue(SetSuppressions.init, ifAny: set)
    try enqueue(EndSuppressions.init, ifAny: ended)
  }

  /// Sends the storms, in the order of their subjects, so that two that begin one do not wait for each other.
  mutating func enqueueStorms(_ writes: BounceWrites) throws(PostgresError) {
    try enqueue(
      InsertStorms.init, ifAny: writes.storms.sorted { $0.subject.columns < $1.subject.columns })
    try enqueue(DecideStorms.init, ifAny: writes.decided)
  }
}
