import Settings
import Store
import Threading

/// The servers that the environment names; each is connected when a command asks for it.
struct Servers: Sendable {
  /// All variables.
  let environment: [String: String]

  /// Takes the environment; nothing of it is read yet.
  init(environment: [String: String]) {
    self.environment = environment
  }

  /// The broker of `AMQP_URL`.
  ///
  /// - Throws: `usage` if the variable is missing or wrong, `unreachable` if no broker lets us in.
  func broker() throws(Failure) -> Broker {
    try Broker(setting(Variables.amqpURL))
  }

  /// Finds out whether the broker's address is one, without going there.
  ///
  /// - Throws: `usage` if the variable is missing or wrong.
  func checkBroker() throws(Failure) {
    _ = try setting(Variables.amqpURL)
  }

  /// Where the database of `DATABASE_URL` is.
  ///
  /// - Throws: `usage` if the variable is missing or wrong.
  func location() throws(Failure) -> StoreLocation {
    StoreLocation(try setting(Variables.databaseURL).revealed)
  }

  /// Works at the desk of the database, once its schema is known to be one that this program can use.
  ///
  /// - Throws: `usage` for the variable, `unreachable` if the database cannot be used, else what the
  ///   work throws.
  func atDesk<Found>(
    _ work: (inout Desk, inout PollWaiter) throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    var desk = Desk(try location())
    var waiter = PollWaiter()
    do throws(StoreError) {
      try desk.check(waiting: &waiter)
      return try work(&desk, &waiter)
    } catch {
      throw Failure(error)
    }
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

extension Failure {
  /// The failure that an error of the store is.
  init(_ error: StoreError) {
    switch error {
    case .outage(let sentence), .unusable(let sentence): self = .unreachable(sentence)
    case .conflict, .contention, .superseded:
      self = .refused("The database is busy with the same rows: try again.")
    case .data(let sqlstate, let constraint):
      let rule = constraint.map { ", \($0)" } ?? ""
      self = .refused("The database refuses it (\(sqlstate)\(rule)).")
    }
  }
}
