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
    var applied: [Migration] = []
    let state: SchemaState?
    do throws(PostgresError) {
      var connection = try location.connect(
        applicationName: "brevduva migrate", session: location.session(statementTimeout: nil),
        waiting: &waiter)
      connection.deadline = .seconds(3600)
      let isPooled = try connection.isPooledByTransaction(at: location, waiting: &waiter)
      state = isPooled ? nil : try prepare(&connection, waiting: &waiter)
      for migration in migrations {
        if case .behind = state, try apply(migration, &connection, waiting: &waiter) {
          applied.append(migration)
        }
      }
    } catch {
      throw StoreError(error)
    }
    switch state {
    case .current, .ahead, .behind: return applied
    case .outgrown, .altered: throw .unusable(state?.objection ?? "")
    case nil: throw .unusable(StoreLocation.poolerFault)
    }
  }
}

extension Migrator {
  /// Makes the schema and the table of its steps where they are missing, and looks at what is there.
  private func prepare(
    _ connection: inout Connection, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> SchemaState {
    try begin(&connection, waiting: &waiter)
    if try connection.run(ReadCurrentSchema(), waiting: &waiter) == [nil] {
      try connection.execute(script: "CREATE SCHEMA brevduva", waiting: &waiter)
    }
    try connection.execute(script: Self.table, waiting: &waiter)
    let there = try connection.run(ReadMigrations(known: migrations), waiting: &waiter)
    _ = try connection.run(Commit(), waiting: &waiter)
    return SchemaState(there, known: migrations)
  }

  /// Applies one step unless it is there; returns whether it was applied now.
  private func apply(
    _ migration: Migration, _ connection: inout Connection,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Bool {
    try begin(&connection, waiting: &waiter)
    let applied = try connection.run(ReadMigrations(known: migrations), waiting: &waiter)
    if applied.contains(where: { $0.number == migration.number }) {
      _ = try connection.run(Commit(), waiting: &waiter)
      return false
    }
    try connection.execute(script: migration.sql, waiting: &waiter)
    if migration.notesMentions { try connection.noteMentions(waiting: &waiter) }
    _ = try connection.enqueue(InsertMigration(migration: migration))
    _ = try connection.run(Commit(), waiting: &waiter)
    return true
  }

  private func begin(
    _ connection: inout Connection, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    _ = try connection.enqueue(Begin())
    _ = try connection.run(LockMigrations(), waiting: &waiter)
  }

  private static let table = """
    CREATE TABLE IF NOT EXISTS schema_migration (
      number integer NOT NULL,
      name text NOT NULL,
      usable_from integer NOT NULL,
      checksum bytea NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT schema_migration_number_unique PRIMARY KEY (number)
    );
    COMMENT ON TABLE schema_migration IS 'The steps of the schema that were applied.';
    COMMENT ON COLUMN schema_migration.number IS 'Its number. not personal';
    COMMENT ON COLUMN schema_migration.name IS 'What it is about. not personal';
    COMMENT ON COLUMN schema_migration.usable_from IS
      'The oldest step that a program must know to work with it. not personal';
    COMMENT ON COLUMN schema_migration.checksum IS 'SHA-256 of its text. not personal';
    COMMENT ON COLUMN schema_migration.applied_at IS 'When. not personal';
    """
}
