import ArgumentParser

/// A command that does something: it parses its arguments, makes one call, and answers.
protocol Subcommand: ParsableCommand {
  /// What it answers with.
  associatedtype Result: Answer

  /// How the answer is printed.
  var output: OutputOptions { get }

  /// Does it.
  func answer(from servers: Servers) throws(Failure) -> Result

  /// Does it, and tells on the way how far it is.
  func answer(from servers: Servers, telling console: Console) throws(Failure) -> Result
}

extension Subcommand {
  /// Most are done before there is anything to tell.
  func answer(from servers: Servers, telling console: Console) throws(Failure) -> Result {
    try answer(from: servers)
  }
}

/// A command that takes a while.
protocol LongSubcommand: Subcommand {}

extension LongSubcommand {
  /// Does it without a word on the way.
  func answer(from servers: Servers) throws(Failure) -> Result {
    try answer(from: servers, telling: .silent)
  }
}

/// A command that only holds others; alone it is a mistake.
protocol CommandGroup: ParsableCommand {}

/// How an answer is printed: the same for all subcommands.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print the answer as one line of JSON, for programs.")
  var json = false
}
