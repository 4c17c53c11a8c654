public import ArgumentParser
public import Domain
import Store

/// Options of the output: the same for all subcommands.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print the answer as one line of JSON, for programs.")
  var json = false
}

/// Options of a page: the same for all lists.
struct PageOptions: ParsableArguments {
  @Option(help: "The most that are shown.")
  var limit = 100

  func validate() throws {
    guard 1...10_000 ~= limit else {
      throw ValidationError("--limit is \(limit): a number from 1 to 10000 is needed.")
    }
  }
}

/// Options of the users' names: the same for both servers.
struct GrantOptions: ParsableArguments {
  @Option(help: "With what the names of the users begin.")
  var prefix = "brevduva"

  func validate() throws {
    guard GrantScript.isPrefix(prefix) else {
      throw ValidationError(
        "--prefix is '\(prefix.visible)': lower-case letters, digits and _ are needed, a letter first, "
          + "at most 40.")
    }
  }
}

extension Language: ExpressibleByArgument {}
