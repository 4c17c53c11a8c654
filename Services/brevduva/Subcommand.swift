import ArgumentParser

/// A command that does something: it parses its arguments, makes one call, and answers.
protocol Subcommand: ParsableCommand {
  /// What it answers with.
  associatedtype Result: Answer

  /// How the answer is printed.
  var output: OutputOptions { get }

  /// Does it.
  func answer(from servers: Servers) throws(Failure) -> Result
}

/// A command that only holds others; alone it is a mistake.
protocol CommandGroup: ParsableCommand {}

/// How an answer is printed: the same for all subcommands.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print the answer as one line of JSON, for programs.")
  var json = false
}
