package import Postgres
package import Store

/// What the database shows of itself.
package struct DatabaseFacts: Sendable {
  /// Where `DATABASE_URL` leads, with the `sslmode` that holds.
  package var hosts: [DatabaseHost]
  /// The server.
  package var server: ServerRecord
  /// Those of ``Check/settings`` that the server knows.
  package var settings: [ServerSetting]
  /// How the schema stands to this program; `nil` where it was not looked at.
  package var schema: SchemaState?
  /// How far this machine's clock is ahead of the database's.
  package var lead: Duration

  /// Facts of a test, or those that were found.
  package init(
    hosts: [DatabaseHost], server: ServerRecord, settings: [ServerSetting],
    schema: SchemaState?, lead: Duration
  ) {
    self.hosts = hosts
    self.server = server
    self.settings = settings
    self.schema = schema
    self.lead = lead
  }

  subscript(setting name: String) -> ServerSetting? { settings.first { $0.name == name } }
}

/// What the tables hold that somebody should look at.
package struct ContentsFacts: Sendable {
  /// The ids of the secrets that made tags which still count.
  package var usedKeys: [String]
  /// The ids that `ERASURE_KEY` lists; `nil` where it is not set here, or cannot be read.
  package var knownKeys: [String]?
  /// What lies in the outbox.
  package var outbox: Backlog
  /// How many messages are parked.
  package var parked: Int

  /// Facts of a test, or those that were found.
  package init(usedKeys: [String], knownKeys: [String]?, outbox: Backlog, parked: Int) {
    self.usedKeys = usedKeys
    self.knownKeys = knownKeys
    self.outbox = outbox
    self.parked = parked
  }
}
