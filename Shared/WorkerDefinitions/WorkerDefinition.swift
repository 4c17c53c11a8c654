public import Contract
public import Settings
public import Store

/// A worker's row: its queue, its users at both servers, the events that it tells, and its settings.
///
/// Whatever must know the workers is made from these rows: rights, help, `doctor` and the documents.
public struct WorkerDefinition: Sendable {
  /// All of them.
  public static let all: [WorkerDefinition] = [
    .registrationMatcher, .lifecycleWorker, .bounceHandler, .importWorker, .contactNoteMatcher,
    .mailingWorker,
  ]

  /// The queue that it owns.
  public let queue: Queue
  /// Its role in the database, with the rights that its statements need.
  public let role: DatabaseRole
  /// The events that it may tell, with AMQP's wildcards.
  public let events: [String]
  /// `true` if it needs the keys of L6, since it recognises erased addresses, or erases.
  public let needsErasureKeys: Bool
  /// Rows that it keeps for a limited time, beside the books of its messages.
  public let timed: [TimedRows]
  /// The variables that it alone reads.
  public let ownVariables: [VariableRow]

  /// Describes a worker that reads these variables besides the ones that all workers read.
  public init(
    queue: Queue, role: DatabaseRole, events: [String], needsErasureKeys: Bool = true,
    deleting timed: [TimedRows] = [], variables: [VariableRow] = []
  ) {
    self.queue = queue
    self.role = role
    self.events = events
    self.needsErasureKeys = needsErasureKeys
    self.timed = timed
    ownVariables = variables
  }

  /// Its name: that of its executable.
  public var name: String { queue.owner }

  /// Its user at the broker.
  public var brokerUser: BrokerUser { .worker(on: queue, telling: events) }

  /// All variables that it reads, in the order in which their faults are told.
  public var variables: [VariableRow] {
    WorkerSettings.variables(bodyLimit: queue.bodyLimitVariable, needsErasureKeys: needsErasureKeys)
      + ownVariables
  }
}

extension WorkerSettings {
  /// Reads the variables that every worker reads, with the defaults of this one; `nil` if there is a
  /// fault, which the reader keeps.
  public init?(_ reader: inout SettingsReader, of worker: WorkerDefinition) {
    self.init(
      &reader, bodyLimit: worker.queue.bodyLimitVariable, needsErasureKeys: worker.needsErasureKeys)
  }
}

extension Queue {
  /// The variable of the longest body, with the default of this queue.
  var bodyLimitVariable: Variable<Int> {
    let usual = Queue.registrations.bodyLimit
    let others = Queue.allCases.filter { $0.bodyLimit != usual }
    let standard = ["\(usual)"] + others.map { "\($0.bodyLimit) for the queue \($0.name)" }
    return Variables.bodyLimit(fallback: bodyLimit, standard: standard.joined(separator: ", "))
  }
}
