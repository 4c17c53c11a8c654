public import Domain
public import Threading

/// What is known of mail that was sent. A list is empty after its end.
extension OperatorStore {
  /// Lists addresses of active profiles to which mail is held back, by profile (B9); of no hidden one (L8).
  ///
  /// - Parameters:
  ///   - after: the last profile of the page before; `nil` for the first page.
  ///   - limit: the most profiles that are given, each with all that is held back.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list.
  /// - Throws: ``StoreError``.
  public mutating func suppressed(
    after: ProfileID? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [SuppressedRecord] {
    try database.run(ListSuppressed(after: after, limit: limit), waiting: &waiter)
  }

  /// Sums up the refusals that are the sender's own fault, by domain, mailing and code, the most first (B10).
  ///
  /// - Parameters:
  ///   - since: the earliest moment; `nil` for all that are kept.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: the list.
  /// - Throws: ``StoreError``.
  public mutating func senderRefusals(
    since: Timestamp? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [SenderRefusalRecord] {
    try database.run(ListSenderRefusals(since: since, limit: limit), waiting: &waiter)
  }

  /// Lists the storms on which no steward has decided, oldest first (B8).
  ///
  /// - Parameters:
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list.
  /// - Throws: ``StoreError``.
  public mutating func storms(
    after: StormID? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [StormRecord] {
    try database.run(ListStorms(after: after, limit: limit), waiting: &waiter)
  }

  /// Reads failures with their evidence, by address and message, to judge them again; of nobody hidden (L8).
  ///
  /// - Parameters:
  ///   - after: the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page; empty after the end.
  /// - Throws: ``StoreError``.
  public mutating func evidence(
    after: EvidenceRecord? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [EvidenceRecord] {
    try database.run(ReadEvidence(after: after, limit: limit), waiting: &waiter)
      .compactMap(\.self)
  }
}
