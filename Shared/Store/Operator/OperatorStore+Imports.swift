public import Domain
public import Threading

/// Imports and their reports (P7).
extension OperatorStore {
  /// Lists imports, the latest first.
  ///
  /// - Parameters:
  ///   - before: the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func imports(
    before: ImportRecord? = nil, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ImportRecord] {
    try database.run(ListImports(before: before, limit: limit), waiting: &waiter)
  }

  /// Finds an import; `nil` if there is none with this id.
  public mutating func importRecord(
    _ id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ImportRecord? {
    try database.run(FindImport(id: id), waiting: &waiter).first
  }

  /// Lists the profiles that the undo of an import left as they are, without the ids of those who are hidden
  /// (P10, L8).
  ///
  /// - Parameters:
  ///   - id: the import.
  ///   - after: the place of the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func keptProfiles(
    of id: ImportID, after: KeptProfileRecord.Place? = nil, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [KeptProfileRecord] {
    try database.run(
      ReadKeptProfiles(id: id, after: after?.profile, limit: limit), waiting: &waiter)
  }

  /// Reads the header of an import's file; no cells where it is not kept any more.
  public mutating func importHeader(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [String] {
    try database.run(ReadImportHeader(id: id), waiting: &waiter).first ?? []
  }

  /// Lists the refused rows of an import as far as they are kept, in file order.
  ///
  /// - Parameters:
  ///   - id: the import.
  ///   - after: the place of the last one of the page before; `nil` for the first page.
  ///   - limit: the most that is given.
  ///   - waiter: lent for this call.
  /// - Returns: a page of the list; empty after its end.
  /// - Throws: ``StoreError``.
  public mutating func refusedRows(
    of id: ImportID, after: RefusedRowRecord.Place? = nil, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [RefusedRowRecord] {
    try database.run(ListRefusedRows(id: id, after: after, limit: limit), waiting: &waiter)
  }
}
