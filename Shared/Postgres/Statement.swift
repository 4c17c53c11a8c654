/// One statement of SQL: its parameters are properties, its text a literal, its rows decoded below it.
public protocol Statement: Sendable {
  /// Value of one row; `Never` for a statement that answers with none, and decodes none.
  associatedtype Row: Sendable = Never

  /// The text, always the same: it is prepared once for a connection, under the type's identity.
  static var sql: String { get }

  /// Appends the values of `$1`, `$2` … in this order, always with the same types.
  func bind(_ parameters: inout Parameters)

  /// Makes a row; columns are counted from 0.
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row

  /// The command tag without which ``Connection/sync(waiting:)`` fails; nil accepts every tag.
  static var expectedTag: String? { get }
}

extension Statement {
  /// No parameters.
  public func bind(_ parameters: inout Parameters) {}

  /// Every tag is right.
  public static var expectedTag: String? { nil }
}

extension Statement where Row == Never {
  /// Refuses a row, since the statement has none.
  public static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Never {
    throw .decoding(column: 0, .unexpectedRow)
  }
}

/// Begins a transaction.
public struct Begin: Statement {
  /// The statement's text.
  public static let sql = "BEGIN"

  /// The statement.
  public init() {}
}

/// Begins a transaction that changes nothing and sees the database throughout as it stands at its first
/// query.
public struct BeginSnapshot: Statement {
  /// The statement's text.
  public static let sql = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"

  /// The statement.
  public init() {}
}

/// Commits; a server that answers ROLLBACK instead, since the transaction had failed, is an error of
/// the sync (``PostgresError/rolledBack``).
public struct Commit: Statement {
  /// The statement's text.
  public static let sql = "COMMIT"

  /// Command tag that the server must answer with.
  public static let expectedTag: String? = "COMMIT"

  /// The statement.
  public init() {}
}

/// Rolls back.
public struct Rollback: Statement {
  /// The statement's text.
  public static let sql = "ROLLBACK"

  /// The statement.
  public init() {}
}
