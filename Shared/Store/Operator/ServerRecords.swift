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
  /// User that we are logged in as.
  public let user: String
  /// Database that we are logged in to.
  public let database: String
  /// `true` if we may do everything.
  public let isSuperuser: Bool
  /// `true` if it is a standby, which takes no writes.
  public let isStandby: Bool
  /// Number of its sessions, over all databases.
  public let sessions: Int
  /// Time that its clock shows.
  public let clock: Timestamp
  /// The schema; `nil` if there is none.
  public let schema: SchemaRecord?
  /// `true` if it compares texts by Unicode, as a search for names does.
  public let hasICU: Bool
}

/// The schema, and what we are to it.
public struct SchemaRecord: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// `true` if we may look at what is in it.
  public let isUsable: Bool
  /// `true` if we own it, by ourselves or through a role.
  public let isOurs: Bool
  /// `true` if it has the table of its steps.
  public let hasSteps: Bool
}

/// A setting of the server as it holds for this session.
public struct ServerSetting: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value, in the server's words.
  public let value: String
  /// Source of the value, in the server's words: `configuration file`, `database` or `user`.
  public let source: String

  /// Describes a setting.
  public init(name: String, value: String, source: String) {
    self.name = name
    self.value = value
    self.source = source
  }
}
