public import Contract
public import Settings
public import Store

/// An executable, a worker or the command line: its users at both servers and its variables.
public struct Program: Sendable {
  /// All of them, the workers first.
  public static let all = WorkerDefinition.all.map(Program.init) + [commandLine]

  /// The operator's command line.
  public static let commandLine = Program(
    name: "brevduva", role: .commandLine, brokerUser: .commandLine,
    variables: [
      Variables.databaseURL.row, Variables.amqpURL.row, Variables.brokerManagementURL.row,
      WorkerDefinition.unmergeDays.row, WorkerDefinition.temporaryFolder.row, noColour.row,
    ])

  /// Its name, as it is called.
  public let name: String
  /// Its role in the database.
  public let role: DatabaseRole
  /// Its user at the broker.
  public let brokerUser: BrokerUser
  /// The variables that it reads, in the order in which their faults are told.
  public let variables: [VariableRow]

  /// Each variable of any program once, in the order in which the programs tell them.
  public static let allVariables: [VariableRow] = all.flatMap(\.variables).reduce(into: []) {
    rows, row in
    if !rows.contains(where: { $0.name == row.name }) { rows.append(row) }
  }

  /// Returns whether it reads a variable.
  public func reads(_ row: VariableRow) -> Bool { variables.contains { $0.name == row.name } }

  /// The wish for no colours.
  private static let noColour = Variable<String?>(
    "NO_COLOR", "turns colours off, whatever its value", right: "any text", standard: "nothing",
    fallback: nil
  ) { (text: String) throws(Flaw) in
    text
  }
}

extension Program {
  fileprivate init(_ worker: WorkerDefinition) {
    self.init(
      name: worker.name, role: worker.role, brokerUser: worker.brokerUser,
      variables: worker.variables)
  }
}

extension DatabaseRole {
  /// The roles of all programs, the workers' first.
  public static let all = Program.all.map(\.role)
}

extension BrokerUser {
  /// The users of all programs, the workers' first, and of all publishers.
  public static let all = Program.all.map(\.brokerUser) + publishers
}

extension GrantScript {
  /// The rights of all programs.
  public init(prefix: String, schema: String = "brevduva") {
    self.init(
      for: Program.all.map { ($0.name, $0.role) }, prefix: prefix, schema: schema)
  }
}
