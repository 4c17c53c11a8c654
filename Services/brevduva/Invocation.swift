import ArgumentParser

/// One call of the command line: what was typed, its environment, and where it is printed.
struct Invocation: Sendable {
  private let arguments: [String]
  private let environment: [String: String]
  private let console: Console

  /// Takes the arguments without the program's name.
  init(arguments: [String], environment: [String: String], console: Console) {
    self.arguments = arguments
    self.environment = environment
    self.console = console
  }

  /// The words that a call may begin with; of another one the parser would say what it is not.
  private static let commands = Set(
    Brevduva.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"])

  /// Result of a call: what is printed beside the answer, and the exit code.
  struct Result: Hashable, Sendable {
    /// For standard output.
    var output: [UInt8] = []
    /// For standard error.
    var errors: [UInt8] = []
    /// 0 done, 1 refused or not found, 2 usage, 3 a server cannot be reached, 130 waiting was ended.
    var exitCode: Int32 = 0
  }

  /// Does what was asked.
  func run() -> Result {
    if let word = arguments.first, !word.hasPrefix("-"), !Self.commands.contains(word) {
      return result(
        of: .usage("There is no command \(word.visible): brevduva --help lists them all."))
    }
    do {
      var command = try Brevduva.parseAsRoot(arguments)
      if let subcommand = command as? any Subcommand { return result(of: subcommand) }
      if command is any CommandGroup {
        return Result(errors: Array((help(of: command) + "\n").utf8), exitCode: 2)
      }
      try command.run()
      return Result()
    } catch {
      return result(of: error)
    }
  }

  private func result(of subcommand: some Subcommand) -> Result {
    let servers = ServerConnections(environment: environment)
    do {
      let report = try subcommand.answer(
        in: CommandContext(servers: servers, console: console))
      try report.print(asJSON: subcommand.output.json, on: console)
      return report.failure.map(result) ?? Result()
    } catch {
      return result(of: error)
    }
  }

  private func result(of failure: Failure) -> Result {
    let heading = failure.isError ? "Error: ".styled(.bad, in: console.errors) : ""
    return Result(
      errors: Array("\(heading)\(failure.sentence)\n".utf8), exitCode: failure.exitCode)
  }

  /// Help that was asked for goes to standard output; all else that the parser says is usage.
  private func result(of error: any Error) -> Result {
    let message = Array((Brevduva.fullMessage(for: error) + "\n").utf8)
    guard Brevduva.exitCode(for: error).isSuccess else {
      return Result(errors: message, exitCode: 2)
    }
    return Result(output: message)
  }

  private func help(of command: any ParsableCommand) -> String {
    Brevduva.helpMessage(for: type(of: command))
  }
}
