/// Pairs the server's answers with what was sent: a state machine without I/O.
///
/// For each command libpq gives a result and then nil; for the sync a result alone. After an error it
/// gives 'skipped' for every command up to the sync.
struct Pipeline {
  /// A command that was sent.
  enum Command {
    /// A statement was prepared, for the type that this identifies.
    case prepare(ObjectIdentifier, statement: String)
    /// A prepared statement was executed; its place is its number among these.
    case execute(statement: String, expectedTag: String?)
    /// One was sent whose answer nobody asks for.
    case other(statement: String?)
  }

  /// Answer of the server to an executed statement.
  enum Answer {
    case done(affected: Int, rows: ResultBox?)
    case failed(PostgresError)
  }

  /// Commands that were sent and are not yet answered to the end.
  private(set) var commands: [Command] = []
  /// Number of commands with an answer that is kept.
  private(set) var answered = 0
  private var cursor = 0
  private var hasResult = false
  /// The answers that are kept, in the order of the commands.
  private(set) var answers: [Answer] = []
  /// The first error.
  private(set) var failure: PostgresError?
  /// Types whose statement was not prepared after all.
  private(set) var unprepared: [ObjectIdentifier] = []
  /// `true` if the sync itself was answered.
  private(set) var isDone = false

  var isEmpty: Bool { commands.isEmpty }

  mutating func append(_ command: Command) {
    switch command {
    case .execute: answered += 1
    case .prepare, .other: break
    }
    commands.append(command)
  }

  /// Takes the next of libpq's answers; false when it is none that can come now.
  mutating func accept(_ result: consuming ResultHandle?) -> Bool {
    guard let result else {
      guard hasResult else { return false }
      hasResult = false
      cursor += 1
      return true
    }
    let kind = result.kind
    if kind == .sync {
      isDone = cursor == commands.count && !hasResult
      return isDone
    }
    guard cursor < commands.count, kind != .unexpected else { return false }
    // A second result of one command is the loss of the connection in the middle of it.
    if hasResult, kind != .failed { return false }
    switch commands[cursor] {
    case .prepare(let type, let statement):
      if kind == .done { break }
      unprepared.append(type)
      recordFailure(result, kind, statement)
    case .execute(let statement, let expectedTag):
      let answer = answer(result, kind, statement, expectedTag)
      if !hasResult { answers.append(answer) }
    case .other(let statement):
      if kind != .done { recordFailure(result, kind, statement) }
    }
    hasResult = true
    return true
  }

  private mutating func answer(
    _ result: consuming ResultHandle, _ kind: ResultHandle.Kind, _ statement: String,
    _ expectedTag: String?
  ) -> Answer {
    guard kind == .done else { return .failed(recordFailure(result, kind, statement)) }
    if let expectedTag, result.commandTag != expectedTag {
      failure = failure ?? .rolledBack
      return .failed(.rolledBack)
    }
    let affected = result.affected
    return .done(affected: affected, rows: ResultBox(result))
  }

  /// Keeps the first error, and gives what a failed or skipped command has to answer.
  @discardableResult
  private mutating func recordFailure(
    _ result: borrowing ResultHandle, _ kind: ResultHandle.Kind, _ statement: String?
  ) -> PostgresError {
    if kind == .failed {
      let error = result.error(of: statement)
      failure = failure ?? error
      return error
    }
    return failure ?? .protocolViolation
  }
}
