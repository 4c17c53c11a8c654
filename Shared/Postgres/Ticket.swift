/// Ticket for a statement, from ``Connection/enqueue(_:)``: redeemed for its rows after the sync.
public struct Ticket<S: Statement>: Sendable {
  /// The sync that it belongs to.
  let sync: Int
  /// Its place among the statements of that sync.
  let place: Int
}
