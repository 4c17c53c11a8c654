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
      output: Surface(descriptor: STDOUT_FILENO, environment: environment, now: .now()),
      errors: Surface(descriptor: STDERR_FILENO, environment: environment, now: .now())
    ) { octets, stream in
      Descriptor.write(octets, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
    }
    let invocation = Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: environment,
      console: console)
    let ending = invocation.run()
    Descriptor.write(ending.output, to: STDOUT_FILENO)
    Descriptor.write(ending.errors, to: STDERR_FILENO)
    exit(ending.exitCode)
  }
}
