public import Domain
public import Threading

/// Lists of what waits for somebody, page by page. A list is empty after its end.
extension OperatorStore {
  /// Lists refused messages, the latest first.
  ///
  /// - Parameters:
  ///   - before: the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func refused(
    before: RefusedRecord? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [RefusedRecord] {
    try database.run(ListRefused(before: before, limit: limit), waiting: &waiter)
  }

  /// Lists open suggestions, oldest first; none that names a hidden person (L8).
  ///
  /// - Parameters:
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func suggestions(
    after: SuggestionID? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [SuggestionRecord] {
    try database.run(ListSuggestions(after: after, limit: limit), waiting: &waiter)
  }

  /// Finds the refused messages with an id, one for each source: where a page begins.
  public mutating func refused(
    _ messageID: String, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [RefusedRecord] {
    try database.run(FindRefused(messageID: messageID), waiting: &waiter)
  }

  /// Lists active profiles without a primary address, by id (S5); no hidden one (L8).
  ///
  /// - Parameters:
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list.
  /// - Throws: ``StoreError``.
  public mutating func noPrimary(
    after: ProfileID? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [NoPrimaryRecord] {
    try database.run(ListNoPrimary(after: after, limit: limit), waiting: &waiter)
  }

  /// Lists the marked addresses of active profiles, by profile (B4); of no hidden one (L8).
  ///
  /// - Parameters:
  ///   - after: the last profile of the page before; `nil` for the first page.
  ///   - limit: the most profiles that are given, each with all its marked addresses.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list.
  /// - Throws: ``StoreError``.
  public mutating func undeliverable(
    after: ProfileID? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [UndeliverableRecord] {
    try database.run(ListUndeliverable(after: after, limit: limit), waiting: &waiter)
  }

  /// Lists purges, in the order in which they were carried out (L2).
  ///
  /// - Parameters:
  ///   - since: the earliest moment; `nil` for the first purge of all.
  ///   - after: the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func erasures(
    since: Timestamp? = nil, after: ErasureReceipt? = nil, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ErasureEntry] {
    try database.run(ListErasures(since: since, after: after, limit: limit), waiting: &waiter)
  }

  /// Finds the kept profiles for which ids stand, through any number of merges (L5); nobody is left
  /// out for being protected, since nothing but ids is told.
  ///
  /// - Returns: one for each id that is there, in the order of the ids.
  /// - Throws: ``StoreError``.
  public mutating func keptProfiles(
    of ids: [ProfileID], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [KeptProfile] {
    try database.run(FindKeptProfiles(ids: ids), waiting: &waiter)
  }
}
