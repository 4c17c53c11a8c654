public import Threading

/// The server and the schema as they show themselves, for those who look what is wrong. Nothing in here
/// but the keys needs the schema to be one that this program can use.
extension OperatorStore {
  /// Asks the server what it is, and what we are to it.
  public mutating func server(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ServerRecord {
    guard let record = try database.run(ReadServer(), waiting: &waiter).first else {
      throw .outage("The database answered with nothing.")
    }
    return record
  }

  /// Looks whether a pooler gives each transaction another connection of the server; nothing else is right then.
  public mutating func isPooledByTransaction(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    try database.isPooledByTransaction(waiting: &waiter)
  }

  /// Reads settings as they hold for this session, by name; one that the server does not know is left
  /// out.
  public mutating func settings(
    _ names: [String], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ServerSetting] {
    try database.run(ReadServerSettings(names: names), waiting: &waiter)
  }

  /// Compares the schema with the steps that this program knows; it must have the table of its steps.
  public mutating func schemaState(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> SchemaState {
    let steps = Migration.all
    return SchemaState(
      try database.run(ReadMigrations(known: steps), waiting: &waiter), known: steps)
  }

  /// Reads the ids of the secrets that made the tags of erased addresses which still count (L6).
  public mutating func erasureKeys(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [String] {
    try database.run(ReadErasureKeys(), waiting: &waiter)
  }
}
