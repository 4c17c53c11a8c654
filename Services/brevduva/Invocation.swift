import ArgumentParser

/// One call of the command line: what was typed, its environment, and where it is printed.
package struct Invocation: Sendable {
  private let arguments: [String]
  private let environment: [String: String]
  private let console: Console

  /// Takes the arguments without the program's name.
  package init(arguments: [String], environment: [String: String], console: Console) {
    self.arguments = arguments
    self.environment = environment
    self.console = console
  }

  /// The words that a call may begin with; of another one the parser would say what it is not.
  private static let commands = Set(
    Brevduva.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"])

  /// What is printed, and the exit code.
  package struct Ending: Hashable, Sendable {
    /// For standard output.
    package var output: [UInt8] = []
    /// For standard error.
    package var errors: [UInt8] = []
    /// 0 done, 1 refused or not found, 2 usage, 3 a server cannot be reached.
    package var exitCode: Int32 = 0
  }

  /// Does what was asked.
  package func run() -> Ending {
    if let word = arguments.first, !word.hasPrefix("-"), !Self.commands.contains(word) {
      return Ending(
        errors: complaint(
          "There is no command \(word.visible): brevduva --help lists them all."), exitCode: 2)
    }
    do {
      var command = try Brevduva.parseAsRoot(arguments)
      if let subcommand = command as? any Subcommand { return ending(of: subcommand) }
      if command is any CommandGroup {
        return Ending(errors: Array((help(of: command) + "\n").utf8), exitCode: 2)
      }
      try command.run()
      return Ending()
    } catch {
      return ending(of: error)
    }
  }

  private func ending(of subcommand: some Subcommand) -> Ending {
    do {
      let answer = try subcommand.answer(
        from: Servers(environment: environment), telling: console)
      var ending = Ending(output: answer.text(asJSON: subcommand.output.json, on: console.output))
      if case .failed(let failure) = answer.verdict {
        ending.errors = complaint(failure.sentence)
        ending.exitCode = failure.exitCode
      }
      return ending
    } catch {
      return Ending(errors: complaint(error.sentence), exitCode: error.exitCode)
    }
  }

  /// Help that was asked for goes to standard output; all else that the parser says is usage.
  private func ending(of error: any Error) -> Ending {
    let message = Array((Brevduva.fullMessage(for: error) + "\n").utf8)
    guard Brevduva.exitCode(for: error).isSuccess else {
      return Ending(errors: message, exitCode: 2)
    }
    return Ending(output: message)
  }

  private func help(of command: any ParsableCommand) -> String {
    Brevduva.helpMessage(for: type(of: command))
  }

  private func complaint(_ sentence: String) -> [UInt8] {
    Array(("Error: ".inTone(.bad, on: console.errors) + sentence + "\n").utf8)
  }
}
