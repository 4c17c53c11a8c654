public import Domain
public import Threading

extension OperatorStore {
  /// Lists the notes that wait for a steward, oldest first (M6); nothing of a hidden person is shown (L8).
  ///
  /// - Parameters:
  ///   - after: the last id of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func unmatchedNotes(
    after: NoteID? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [UnmatchedNoteRecord] {
    try database.run(ListUnmatchedNotes(after: after, limit: limit), waiting: &waiter)
  }
}
