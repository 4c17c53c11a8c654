import ArgumentParser

/// `completions`: what a shell needs to complete our commands.
struct Completions: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completions for a shell.",
    discussion: """
      For bash, load them in ~/.bashrc: source <(brevduva completions bash). For zsh, write them into a \
      file _brevduva in a folder of $fpath; for fish, into ~/.config/fish/completions/brevduva.fish.

      Example: brevduva completions fish > ~/.config/fish/completions/brevduva.fish
      """)

  /// A shell that we complete for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish

    /// As the parser calls it.
    fileprivate var completion: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> CompletionScript {
    CompletionScript(shell: shell.rawValue, Brevduva.completionScript(for: shell.completion))
  }
}
