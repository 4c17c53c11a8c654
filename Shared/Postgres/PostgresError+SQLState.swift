/// Action that an error asks for.
public enum Action: Equatable, Sendable, CaseIterable {
  /// The same batch again at once, a little apart from the others: they were in each other's way.
  case retryBatch
  /// The fault is in the data of one statement: find whose, and set it aside.
  case isolate
  /// The database is away, or full: wait, connect again, go on; nothing is anyone's fault.
  case outage
  /// Somebody must act: password, rights, database, schema. Go on trying, slowly.
  case `operator`
  /// The server has lost a prepared statement; run it again, it will be prepared anew.
  case reprepare
}

extension PostgresError {
  /// Action that it asks for.
  public var action: Action {
    switch self {
    case .server(let error): error.sqlstate.action
    case .connection(let fault): fault.action
    case .timeout: .outage  // a server that keeps its own limits would have answered before
    case .rolledBack: .isolate  // an error before it was not heeded: a mistake of the program
    case .protocolViolation: .outage  // the next connection begins anew
    case .decoding: .operator  // the schema is not the one that the program knows
    }
  }
}

extension ConnectionFault {
  /// Action that it asks for.
  public var action: Action {
    switch self {
    case .malformedURI, .passwordMissing, .encryption: .operator
    case .unknownHost, .refused, .unreachable, .timedOut, .wrongRole, .failed, .lost: .outage
    case .rejected(let sqlstate, _): sqlstate.action
    }
  }
}

extension SQLState {
  /// Action that an error of this kind asks for: what speaks of the server, the session or whoever set
  /// them up is no message's fault, so it parks nothing.
  ///
  /// One that the table does not know is set aside, so that a single message can't hold up the rest.
  public var action: Action {
    switch description {
    case "55P03": return .retryBatch  // lock_timeout
    case "57014", "25P02": return .isolate  // statement_timeout; a mistake of the program
    case "55000", "55006", "40003": return .outage  // not accepting; in use; COMMIT unanswered
    case "55P02", "55P04", "57P04": return .operator  // settings; the database was dropped
    case "0A000", "26000", "42P05": return .reprepare
    default: break
    }
    return switch group {
    case "40", "72": .retryBatch  // serialization, deadlock; a snapshot too old
    case "08", "53", "57", "58": .outage
    // A session in another state than we left it in, its time limits (25P03, 25P04), a standby (25006).
    case "0B", "24", "25", "2D", "34", "3B": .outage
    // Identity, names, rights; triggers and foreign tables that somebody added; broken pages.
    case "0L", "0P", "28", "2B", "2F", "38", "39", "3D", "3F", "42", "F0", "HV", "XX": .operator
    default: .isolate  // 21, 22, 23, 54 and what the table does not name
    }
  }
}
