import ArgumentParser

/// A command that does something: it parses its arguments, asks the servers, and answers.
///
/// It is one file: the command `X`, and `XReport`, its answer in text and JSON.
protocol Subcommand: ParsableCommand {
  /// Its answer.
  associatedtype Report: CommandAnswer

  /// Form in which the answer is printed.
  var output: OutputOptions { get }

  /// Does it.
  func answer(in context: CommandContext) throws(Failure) -> Report
}

/// A command that only holds others; alone it is a mistake.
protocol CommandGroup: ParsableCommand {}

/// Context of a command: the servers, and where it is printed.
struct CommandContext: Sendable {
  /// The servers that the environment names.
  let servers: ServerConnections
  /// Output, and progress of a command that takes a while.
  let console: Console
}
