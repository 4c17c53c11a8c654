public import Threading

/// Parameters and columns of a statement, as the server sees it: for tests that hold every
/// statement against the schema.
public struct StatementDescription: Sendable {
  /// The types of `$1`, `$2` …, by number (``SQLType``).
  public let parameters: [UInt32]
  /// The columns of its rows, in their order.
  public let columns: [Column]

  /// A column of the rows.
  public struct Column: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its type, by number.
    public let type: UInt32
  }
}

extension Connection {
  /// Prepares a statement, without running it, and tells what the server made of it.
  ///
  /// - Throws: what the server finds wrong with it, above all a name that is not there (class 42).
  public mutating func describe<S: Statement>(
    _ type: S.Type, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> StatementDescription {
    guard !isBroken else { throw .connection(.lost) }
    let name = "\(type)"
    try send(handle.sendPrepare("", S.sql, []), .prepare(nil, statement: name))
    try send(handle.sendDescribe(""), .describe(statement: name))
    let ticket = Ticket<S>(sync: syncs + 1, place: pipeline.answered - 1)
    try sync(waiting: &waiter)
    guard let answer = try done(ticket).rows else { throw .protocolViolation }
    return StatementDescription(
      parameters: (0..<answer.handle.parameterCount).map { answer.handle.parameterType($0) },
      columns: (0..<answer.handle.columnCount).map { column in
        StatementDescription.Column(
          name: answer.handle.columnName(column), type: answer.handle.columnType(column))
      })
  }
}
