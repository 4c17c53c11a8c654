internal import CLibPQ

/// Owns one `PGresult`: what the server answered to one command.
struct ResultHandle: ~Copyable {
  let raw: OpaquePointer

  deinit {
    PQclear(raw)
  }

  /// What kind of answer it is.
  enum Kind {
    /// A command without rows, or rows.
    case done
    /// The server (or libpq, for want of a connection) refused.
    case failed
    /// Not tried, since an earlier command of the pipeline failed.
    case skipped
    /// The end of the pipeline.
    case sync
    /// COPY and the like, which have no place here.
    case unexpected
  }

  var kind: Kind {
    switch PQresultStatus(raw) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: .done
    case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failed
    case PGRES_PIPELINE_ABORTED: .skipped
    case PGRES_PIPELINE_SYNC: .sync
    default: .unexpected
    }
  }

  /// The error of a failed command, without the server's text, which may quote data; a failure
  /// that has no SQLSTATE is libpq's own: the connection is gone.
  func error(of statement: String?) -> PostgresError {
    guard let sqlstate = clibpq_sqlstate(raw) else { return .connection(.lost) }
    return .server(
      ServerError(
        sqlstate: SQLState(String(cString: sqlstate)),
        constraint: clibpq_constraint(raw).map { String(cString: $0) },
        table: clibpq_table(raw).map { String(cString: $0) },
        column: clibpq_column(raw).map { String(cString: $0) },
        statement: statement))
  }

  /// As the server gives it: `INSERT 0 3`, `COMMIT`, `SELECT 1`.
  var commandTag: String { String(cString: PQcmdStatus(raw)) }

  /// Rows selected, inserted, updated or deleted; 0 for commands that have none.
  var affected: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  var rowCount: Int { Int(PQntuples(raw)) }

  var columnCount: Int { Int(PQnfields(raw)) }

  var parameterCount: Int { Int(PQnparams(raw)) }

  func columnName(_ column: Int) -> String {
    PQfname(raw, Int32(column)).map { String(cString: $0) } ?? ""
  }

  func columnType(_ column: Int) -> UInt32 { PQftype(raw, Int32(column)) }

  func parameterType(_ parameter: Int) -> UInt32 { PQparamtype(raw, Int32(parameter)) }

  /// Lends the bytes of one value; nil for NULL.
  ///
  /// They live as long as the result.
  func withValue<R>(
    _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer?) throws(PostgresError) -> R
  ) throws(PostgresError) -> R {
    let (row, column) = (Int32(row), Int32(column))
    if PQgetisnull(raw, row, column) == 1 { return try body(nil) }
    let length = Int(PQgetlength(raw, row, column))
    return try body(UnsafeRawBufferPointer(start: PQgetvalue(raw, row, column), count: length))
  }
}

/// Holds a result until its rows are taken, since an array can't hold it itself.
final class ResultBox {
  let handle: ResultHandle

  init(_ handle: consuming ResultHandle) {
    self.handle = handle
  }
}
