import Domain
import Glibc
import Platform

/// The operator's command line: what was typed becomes an answer and an exit code.
@main
struct Main {
  static func main() {
    ProcessSetup.harden(allowsCoreDumps: false)
    let environment = ProcessEnvironment.variables()
    let console = Console(
      output: OutputStyle(
        isTerminal: StandardOutput.isTerminal, environment: environment, now: .now()),
      errors: OutputStyle(
        isTerminal: StandardError.isTerminal, environment: environment, now: .now())
    ) { octets, stream in
      switch stream {
      case .output: StandardOutput.write(octets)
      case .errors: StandardError.write(octets)
      }
    }
    let invocation = Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: environment,
      console: console)
    let result = invocation.run()
    StandardOutput.write(result.output)
    StandardError.write(result.errors)
    exit(result.exitCode)
  }
}
