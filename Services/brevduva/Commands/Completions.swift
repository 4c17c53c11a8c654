import ArgumentParser
import Formats

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

    /// Shell by the parser's type.
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

  func answer(in context: CommandContext) throws(Failure) -> CompletionsReport {
    CompletionsReport(
      shell: shell.rawValue, script: Brevduva.completionScript(for: shell.completion))
  }
}

/// A script that makes a shell complete our commands.
struct CompletionsReport: CommandOutput {
  let shell: String
  /// Script with its line breaks.
  let script: String

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("shell", shell)
      $0.member("script", script)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
