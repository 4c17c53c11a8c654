/// Reason why there is no connection.
public enum ConnectionFault: Equatable, Sendable {
  /// The URI can't be read; its text is kept out, since it may hold a password.
  case malformedURI
  /// The host's name is not known, or no name server answers.
  case unknownHost(Endpoint)
  /// The host answers, but nobody listens at the port (or socket).
  case refused(Endpoint)
  /// No way to the host.
  case unreachable(Endpoint)
  /// No connection within the time given.
  case timedOut(Endpoint)
  /// The server asks for a password, and none is given.
  case passwordMissing(Endpoint)
  /// TLS could not be agreed on: not offered, or a certificate that is not trusted.
  case encryption(Endpoint)
  /// The server is not of the kind that `target_session_attrs` asks for.
  case wrongRole(Endpoint)
  /// The server answered and refused: password, database, too many connections, starting up …
  case rejected(SQLState, Endpoint)
  /// The connection could not be made for another reason.
  case failed(Endpoint)
  /// The connection was there and is gone.
  case lost
}

/// Address to which a connection was to go; holds no password.
public struct Endpoint: Equatable, Sendable {
  /// The host's name or address, or the folder of its socket.
  public let host: String
  /// The port.
  public let port: String
  /// The user.
  public let user: String
  /// The database.
  public let database: String

  /// Names a place.
  public init(host: String, port: String, user: String, database: String) {
    self.host = host
    self.port = port
    self.user = user
    self.database = database
  }
}

extension ConnectionFault: CustomStringConvertible {
  /// A sentence for an operator: what is wrong, where, and what would be right.
  public var description: String {
    switch self {
    case .malformedURI:
      "The database URI can't be read; it looks like postgres://user:password@host:5432/database."
    case .unknownHost(let to):
      "The database host “\(to.host)” is not known; check its name and the name server."
    case .refused(let to):
      "Nobody listens at \(to.host):\(to.port); check that PostgreSQL runs, and its port."
    case .unreachable(let to):
      "There is no way to \(to.host):\(to.port); check the network and the host."
    case .timedOut(let to):
      "No connection to \(to.host):\(to.port) within the time limit; check the network and the host."
    case .passwordMissing(let to):
      "The database asks for a password of user “\(to.user)”, and none is given."
    case .encryption(let to):
      "TLS with \(to.host):\(to.port) failed; check sslmode, sslrootcert and the certificate."
    case .wrongRole(let to):
      "\(to.host):\(to.port) is not the kind of server that target_session_attrs asks for."
    case .rejected(let sqlstate, let to):
      Self.rejection(sqlstate, to)
    case .failed(let to):
      "Connecting to \(to.host):\(to.port) failed; its log may say why."
    case .lost:
      "The connection to the database was lost."
    }
  }

  private static func rejection(_ sqlstate: SQLState, _ to: Endpoint) -> String {
    let place = "\(to.host):\(to.port)"
    return switch sqlstate {
    case "28P01": "\(place) does not accept the password of user “\(to.user)” (28P01)."
    case "28000":
      "\(place) does not let user “\(to.user)” in (28000); check the user and pg_hba.conf."
    case "3D000": "\(place) has no database “\(to.database)” (3D000); create it."
    case "42501": "User “\(to.user)” may not connect to database “\(to.database)” (42501)."
    case "53300": "\(place) has too many connections already (53300)."
    case "57P03": "\(place) is starting, stopping or recovering (57P03)."
    default: "\(place) refused the connection (\(sqlstate))."
    }
  }
}
