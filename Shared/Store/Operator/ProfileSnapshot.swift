public import Domain
public import Threading

/// Profile as it stands, with the marks of its addresses, for a receiver of events that comes later.
public struct ProfileSnapshot: Hashable, Sendable {
  /// The profile; protected where it is hidden, through merges too (L8).
  public let profile: Profile
  /// The marks of its addresses.
  public let marks: [AddressKey: Mark]
}

extension OperatorStore {
  /// Reads profiles as they stand, in the order of their ids; each is of one moment.
  ///
  /// - Parameters:
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page; empty after the last profile.
  /// - Throws: ``StoreError``.
  public mutating func snapshots(
    after: ProfileID?, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileSnapshot] {
    try database.run(ListSnapshots(after: after, limit: limit), waiting: &waiter)
  }

  /// Counts the profiles behind an id, or all: a walk through an index.
  public mutating func profileCount(
    after: ProfileID?, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Int {
    try database.run(CountProfiles(after: after), waiting: &waiter).first ?? 0
  }
}
