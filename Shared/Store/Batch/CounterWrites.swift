import Domain
import Postgres

/// Net effect of a batch on figures over many messages.
struct CounterWrites {
  /// Amount that the batch counted of each.
  fileprivate var amounts: [CounterKey: Int] = [:]

  mutating func fold(_ change: CounterChange, of key: CounterKey) {
    switch change {
    case .increased(let amount): amounts[key, default: 0] += amount
    case .announced: amounts[key.announcement, default: 0] += 1
    }
  }
}

extension Connection {
  mutating func enqueue(_ writes: CounterWrites) throws(PostgresError) {
    try enqueue(InsertCounts.init, ifAny: writes.amounts.map { (key: $0.key, amount: $0.value) })
  }
}
