/// Settings of a connection: limits that the server keeps, and names it looks up.
///
/// All of it is set in one round trip after connecting and not in the start-up packet, since poolers
/// refuse `options` there. A limit that the URI's own `options`, the role or the database sets already
/// is left as it is. Behind a pooler that gives each transaction another server connection, settings
/// do not last: set them for the role, and turn ``keepsStatements`` off where it knows no prepared
/// statements.
public struct Session: Sendable {
  /// The longest time of one statement; nil leaves the server's own.
  public var statementTimeout: Duration? = .seconds(30)
  /// The longest wait for one lock; nil leaves the server's own.
  public var lockTimeout: Duration? = .seconds(5)
  /// The longest pause within a transaction, after which the server closes the connection; nil
  /// leaves the server's own.
  public var idleInTransactionTimeout: Duration? = .seconds(30)
  /// Schemas in which unqualified names are looked up; nil leaves the server's own.
  public var searchPath: String?
  /// Further settings by name, set whoever else has set them.
  public var settings: [String: String] = [:]
  /// `true` if a statement is prepared once and kept; otherwise it is parsed each time.
  public var keepsStatements = true

  /// The usual limits.
  public init() {}

  /// The limits, in the server's words.
  var limits: [(name: String, value: String)] {
    var limits: [(name: String, value: String)] = []
    func limit(_ name: String, _ duration: Duration?) {
      guard let (seconds, attoseconds) = duration?.components else { return }
      limits.append((name, "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"))
    }
    limit("statement_timeout", statementTimeout)
    limit("lock_timeout", lockTimeout)
    limit("idle_in_transaction_session_timeout", idleInTransactionTimeout)
    return limits
  }

  /// Settings that are set whatever else.
  var firm: [(name: String, value: String)] {
    let path = searchPath.map { [(name: "search_path", value: $0)] } ?? []
    return path + settings.map { (name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
  }
}

/// Applies the settings of a session; gives, for each that it has set, the server's process that did it.
struct Configure: Statement {
  let session: Session

  static let sql = """
    SELECT pg_catalog.pg_backend_pid(), pg_catalog.set_config(wanted.name, wanted.value, false)
    FROM unnest($1::text[], $2::text[], $3::bool[]) AS wanted (name, value, is_firm)
    WHERE wanted.is_firm OR EXISTS (
      SELECT FROM pg_catalog.pg_settings AS known
      WHERE known.name = wanted.name
        AND known.source NOT IN ('client', 'user', 'database', 'database user'))
    """

  func bind(_ parameters: inout Parameters) {
    let wanted =
      session.limits.map { (name: $0.name, value: $0.value, isFirm: false) }
      + session.firm.map { (name: $0.name, value: $0.value, isFirm: true) }
    parameters.textArray(wanted) { $0.name }
    parameters.textArray(wanted) { $0.value }
    parameters.boolArray(wanted) { $0.isFirm }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int32 {
    try row.int4(0)
  }
}
