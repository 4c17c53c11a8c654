/// Failure between this program and PostgreSQL; never holds the server's text, which may quote
/// data.
public enum PostgresError: Error, Equatable, Sendable {
  /// The server refused a statement. The connection stays usable.
  case server(ServerError)
  /// No connection, or none any more.
  case connection(ConnectionFault)
  /// No answer within ``Connection/deadline``: the statement is cancelled, the connection broken.
  case timeout
  /// `COMMIT` was answered by ROLLBACK: the transaction had failed before.
  case rolledBack
  /// The server or libpq answered out of turn. The connection is broken.
  case protocolViolation
  /// A value was not what the statement's `decode` asks for: program and schema differ.
  case decoding(column: Int, DecodingFault)
}

/// Error that the server reports for a refused statement, without its text.
public struct ServerError: Equatable, Sendable {
  /// The kind of error.
  public let sqlstate: SQLState
  /// The constraint that was broken; nil if none was.
  public let constraint: String?
  /// The table that it concerns; nil if the server names none.
  public let table: String?
  /// The column that it concerns; nil if the server names none.
  public let column: String?
  /// The name of the statement's Swift type; nil for a script.
  public let statement: String?

  /// Describes an error.
  public init(
    sqlstate: SQLState, constraint: String? = nil, table: String? = nil, column: String? = nil,
    statement: String? = nil
  ) {
    self.sqlstate = sqlstate
    self.constraint = constraint
    self.table = table
    self.column = column
    self.statement = statement
  }
}

/// Reason why a value could not be decoded.
public enum DecodingFault: Equatable, Sendable {
  /// NULL where a value is needed.
  case null
  /// Another type, by its number.
  case type(UInt32)
  /// Bytes that are not a value of this type.
  case malformed
  /// No such column.
  case noColumn
  /// A row of a statement that has none.
  case unexpectedRow
}

extension PostgresError: CustomStringConvertible {
  /// A sentence for an operator; holds no data.
  public var description: String {
    switch self {
    case .server(let error): error.description
    case .connection(let fault): fault.description
    case .timeout: "The database did not answer within the time limit."
    case .rolledBack: "The database rolled back where it was to commit."
    case .protocolViolation: "The database answered out of turn."
    case .decoding(let column, let fault):
      "Column \(column) of an answer can't be read (\(fault)); program and schema differ."
    }
  }
}

extension ServerError: CustomStringConvertible {
  /// A sentence with all that is known; holds no data.
  public var description: String {
    var text = "The database refused \(statement ?? "a script") with \(sqlstate)"
    if let constraint { text += ", constraint \(constraint)" }
    if let table { text += ", table \(table)" }
    if let column { text += ", column \(column)" }
    return text + "."
  }
}
