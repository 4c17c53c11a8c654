import Domain
import Store

extension MemoryState {
  mutating func write(_ change: BounceChange, of key: AddressKey) {
    switch change {
    case .recorded(let bounce, _):
      contents.mail[key, default: MailHistory()].bounces[bounce.send] = bounce
    case .redated(let bounce):
      contents.mail[key]?.bounces[bounce.send]?.observedAt = bounce.observedAt
    case .released(let send): contents.mail[key]?.bounces[send]?.heldBy = nil
    case .delivered(let moment):
      let known = contents.mail[key]?.deliveredAt ?? moment
      contents.mail[key, default: MailHistory()].deliveredAt = max(known, moment)
    }
  }

  mutating func write(_ change: SuppressionChange, of key: AddressKey) {
    switch change {
    case .set(let suppression):
      contents.suppressions[key, default: [:]][suppression.gateway] = suppression
    case .ended(let gateway, _):
      contents.suppressions[key]?[gateway] = nil
      if contents.suppressions[key]?.isEmpty == true { contents.suppressions[key] = nil }
    }
  }

  mutating func write(_ change: StormChange, of storm: Storm) throws(StoreError) {
    switch change {
    case .began:
      let isOpen = contents.storms.values.contains {
        $0.subject == storm.subject && $0.decision == nil
      }
      guard !isOpen else { throw .conflict(constraint: "storm_open_once") }
      contents.storms[storm.id] = storm
    case .decided(let decision, let moment):
      contents.storms[storm.id]?.decision = decision
      contents.storms[storm.id]?.decidedAt = moment
    }
  }

  mutating func count(_ key: CounterKey, _ amount: Int) {
    counted.append((key, amount, now))
    contents.counts[key, default: 0] += amount
  }

  /// The storms that are asked for; those that were decided are in force for good, since time stands still.
  func storms(_ asked: Set<Touch.StormKey>) -> [Storm] {
    contents.storms.values.filter { storm in
      asked.contains(.id(storm.id)) || asked.contains(.of(storm.subject))
    }.sorted { $0.id < $1.id }
  }

  /// Counts the addresses at a domain, as PostgreSQL does where many failed within the hour.
  func recipients(of domain: String, upTo needed: Int) -> RecipientCount {
    var figures: [CounterKey: Int] = [:]
    for (key, amount, at) in counted
    where key.subject == .domain(domain) && at > now - CounterKey.window {
      figures[key, default: 0] += amount
    }
    let failed = figures.values.max() ?? 0
    let most = max(needed, failed >= RecipientCount.nearFrom ? 10 * failed : 0)
    let count = holders.keys.count { $0.domain == domain }
    return RecipientCount(min(count, most), isWhole: count < most)
  }

  func heldAddresses(by storm: StormID, limit: Int) -> [AddressKey] {
    let held = contents.mail.filter { $0.value.bounces.values.contains { $0.heldBy == storm } }
    return Array(held.keys.sorted().prefix(limit))
  }
}
