import Domain
import Glibc
import Worker

/// The operator's command line: what was typed becomes an answer and an exit code.
@main
struct Main {
  static func main() {
    ProcessSetup.harden(allowsCoreDumps: false)
    let environment = ProcessEnvironment.variables()
    let console = Console(
      output: OutputStyle(descriptor: STDOUT_FILENO, environment: environment, now: .now()),
      errors: OutputStyle(descriptor: STDERR_FILENO, environment: environment, now: .now())
    ) { octets, stream in
      Descriptor.write(octets, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
    }
    let invocation = Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: environment,
      console: console)
    let result = invocation.run()
    Descriptor.write(result.output, to: STDOUT_FILENO)
    Descriptor.write(result.errors, to: STDERR_FILENO)
    exit(result.exitCode)
  }
}
