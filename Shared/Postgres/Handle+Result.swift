internal import CLibPQ

/// Owns one `PGresult`: what the server answered to one command.
///
/// The pointer is valid from the `init` to the `deinit`. libpq looks at the numbers of rows and columns that
/// it is given, and its texts, which end with a zero, are copied before the result can go.
@safe
struct ResultHandle: ~Copyable {
  let raw: OpaquePointer

  deinit {
    unsafe PQclear(raw)
  }

  /// Kind of answer.
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
    switch unsafe PQresultStatus(raw) {
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
    guard let sqlstate = unsafe text(at: clibpq_sqlstate(raw)) else { return .connection(.lost) }
    return .server(
      unsafe ServerError(
        sqlstate: SQLState(sqlstate), constraint: text(at: clibpq_constraint(raw)),
        table: text(at: clibpq_table(raw)), column: text(at: clibpq_column(raw)),
        statement: statement))
  }

  /// Command tag as the server gives it: `INSERT 0 3`, `COMMIT`, `SELECT 1`.
  var commandTag: String { unsafe String(cString: PQcmdStatus(raw)) }

  /// Rows selected, inserted, updated or deleted; 0 for commands that have none.
  var affected: Int { unsafe Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  var rowCount: Int { unsafe Int(PQntuples(raw)) }

  var columnCount: Int { unsafe Int(PQnfields(raw)) }

  func columnType(_ column: Int) -> UInt32 { unsafe PQftype(raw, Int32(column)) }

  /// Lends the bytes of one value; nil for NULL.
  func withValue<R>(
    _ row: Int, _ column: Int, _ body: (Span<UInt8>?) throws(PostgresError) -> R
  ) throws(PostgresError) -> R {
    let (row, column) = (Int32(row), Int32(column))
    guard unsafe PQgetisnull(raw, row, column) == 0 else { return try body(nil) }
    // The bytes live as long as the result, and the span no longer than this call.
    let bytes = unsafe UnsafeRawBufferPointer(
      start: PQgetvalue(raw, row, column), count: Int(PQgetlength(raw, row, column)))
    return try unsafe body(bytes.bindMemory(to: UInt8.self).span)
  }
}

/// Holds a result until its rows are taken, since an array can't hold it itself.
final class ResultBox {
  let handle: ResultHandle

  init(_ handle: consuming ResultHandle) {
    self.handle = handle
  }
}
