public import Domain

/// The database server as it shows itself to us.
public struct ServerRecord: Hashable, Sendable {
  /// Its version, `15.18`.
  public let version: String
  /// Its version as a number, 150018.
  public let versionNumber: Int
  /// The encoding of the database, `UTF8`.
  public let encoding: String
  /// The protocol of TLS that this connection speaks, `TLSv1.3`; `nil` without TLS.
  public let tls: String?
  /// Who we are.
  public let user: String
  /// Where we are.
  public let database: String
  /// Whether we may do everything.
  public let isSuperuser: Bool
  /// Whether it is a standby, which takes no writes.
  public let isStandby: Bool
  /// How many sessions it has, over all databases.
  public let sessions: Int
  /// What its clock shows.
  public let clock: Timestamp
  /// The schema; `nil` if there is none.
  public let schema: SchemaRecord?
}

/// The schema, and what we are to it.
public struct SchemaRecord: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Whether we may look at what is in it.
  public let isUsable: Bool
  /// Whether we own it, by ourselves or through a role.
  public let isOurs: Bool
  /// Whether it has the table of its steps.
  public let hasSteps: Bool
}

/// A setting of the server as it holds for this session.
public struct ServerSetting: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value, in the server's words.
  public let value: String
  /// Where it was set, in the server's words: `configuration file`, `database` or `user`.
  public let source: String

  /// Describes a setting.
  public init(name: String, value: String, source: String) {
    self.name = name
    self.value = value
    self.source = source
  }
}
