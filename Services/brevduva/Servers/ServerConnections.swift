import Messaging
import Settings
import Store
import Threading
import WorkerDefinitions

/// The servers that the environment names; each is connected when a command asks for it.
struct ServerConnections: Sendable {
  /// All variables.
  let environment: [String: String]

  /// Takes the environment; nothing of it is read yet.
  init(environment: [String: String]) {
    self.environment = environment
  }

  /// The broker of `AMQP_URL`, to ask.
  ///
  /// - Throws: `usage` if the variable is missing or wrong, `unreachable` if no broker lets us in.
  func broker() throws(Failure) -> BrokerConnection {
    try BrokerConnection(to: endpoints())
  }

  /// The broker of `AMQP_URL`, to publish to.
  ///
  /// - Throws: `usage` if the variable is missing or wrong, `unreachable` if no broker lets us in.
  func publisher() throws(Failure) -> ConfirmingPublisher {
    let connection = try BrokerConnection.connect(to: endpoints())
    do throws(AMQPError) {
      return try ConfirmingPublisher(connection)
    } catch {
      throw Failure(error)
    }
  }

  /// Reads the addresses of the brokers of `AMQP_URL`, without going there.
  ///
  /// - Throws: `usage` if the variable is missing or wrong.
  func endpoints() throws(Failure) -> [Endpoint] {
    try setting(Variables.amqpURL)
  }

  /// Reads the location of the database of `DATABASE_URL`, without going there.
  ///
  /// - Throws: `usage` if the variable is missing or wrong.
  func location() throws(Failure) -> StoreLocation {
    StoreLocation(try setting(Variables.databaseURL).revealed)
  }

  /// Reads for how many days a merge can be taken back, as the worker does (L4).
  ///
  /// - Throws: `usage` if the variable is wrong.
  func unmergeDays() throws(Failure) -> Int {
    try setting(WorkerDefinition.unmergeDays)
  }

  /// The folder for what memory is not to hold of a file.
  ///
  /// - Throws: `usage`.
  func temporaryFolder() throws(Failure) -> String {
    try setting(WorkerDefinition.temporaryFolder)
  }

  /// Works with the database, once its schema is known to be one that this program can use.
  ///
  /// - Throws: `usage` for the variable, `unreachable` if the database cannot be used, else what the
  ///   work throws.
  func withStore<Found>(
    _ work: (inout OperatorStore, inout PollWaiter) throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    var waiter = PollWaiter()
    var store = try store(waiting: &waiter)
    do throws(StoreError) {
      return try work(&store, &waiter)
    } catch {
      throw Failure(error)
    }
  }

  /// Connects to the database, once its schema is known to be one that this program can use.
  ///
  /// - Throws: `usage` for the variable, `unreachable` if the database cannot be used.
  func store(waiting waiter: inout PollWaiter) throws(Failure) -> OperatorStore {
    var store = OperatorStore(try location())
    do throws(StoreError) { try store.check(waiting: &waiter) } catch { throw Failure(error) }
    return store
  }

  /// The value of a variable, or of the file that `NAME_FILE` names.
  private func setting<Value>(_ variable: Variable<Value>) throws(Failure) -> Value {
    var reader = SettingsReader(environment)
    guard let value = reader.read(variable) else {
      throw .usage(reader.faults.map(\.description).joined(separator: " "))
    }
    return value
  }
}
