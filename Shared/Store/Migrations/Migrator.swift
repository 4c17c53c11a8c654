import Postgres
public import Threading

/// Brings the schema of a database up to the steps that this program knows, upwards only.
///
/// Each step is one transaction under an advisory lock, so that two migrators take turns and a failed
/// step leaves nothing. The database's owner may run it; no superuser is needed.
public struct Migrator: Sendable {
  private let location: StoreLocation
  private let migrations: [Migration]

  /// Aims at a database.
  ///
  /// - Parameters:
  ///   - location: the database, and the schema in it.
  ///   - migrations: the steps, in order.
  public init(_ location: StoreLocation, migrations: [Migration] = Migration.all) {
    self.location = location
    self.migrations = migrations
  }

  /// Applies the steps that are missing.
  ///
  /// - Returns: those that were applied, in order; none if the schema was up to date.
  /// - Throws: ``StoreError/unusable(_:)`` if the schema is newer or altered, with the cure;
  ///   `.contention` if a table is in use for too long; else what the server says.
  public func migrate(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [Migration] {
    do throws(PostgresError) {
      var connection = try location.connect(
        applicationName: "brevduva migrate", session: location.session(statementTimeout: nil),
        waiting: &waiter)
      connection.deadline = .seconds(3600)
      try prepare(&connection, waiting: &waiter)
      var applied: [Migration] = []
      for migration in migrations
      where try apply(migration, &connection, waiting: &waiter) {
        applied.append(migration)
      }
      return applied
    } catch {
      throw StoreError(error)
    }
  }
}
