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
  /// Action that an error of this kind asks for; one that the table does not know is set aside, so
  /// that a single message can't hold up the rest.
  public var action: Action {
    switch description {
    case "55P03": return .retryBatch  // lock_timeout
    case "57014", "25P02": return .isolate  // statement_timeout; a mistake of the program
    case "55006", "57P01", "57P02", "57P03", "57P05", "25006", "25P03": return .outage
    case "57P04": return .operator  // the database was dropped
    case "0A000", "26000", "42P05": return .reprepare
    default: break
    }
    return switch group {
    case "40": .retryBatch  // serialization, deadlock
    case "08", "53", "57", "58": .outage
    case "28", "3D", "3F", "42", "XX": .operator  // identity, names, rights; broken pages
    default: .isolate  // 21, 22, 23 and what the table does not name
    }
  }
}
