import Domain
import Glibc
import POSIX
import Platform

/// The operator's command line: what was typed becomes an answer and an exit code.
@main
struct Main {
  static func main() {
    ProcessSetup.harden(allowsCoreDumps: false)
    let environment = Environment.variables
    let console = Console(
      output: Surface(.output, environment: environment, now: .now()),
      errors: Surface(.errors, environment: environment, now: .now())
    ) { octets, stream in
      (stream == .output ? Descriptor.output : .errors).write(octets)
    }
    let invocation = Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: environment,
      console: console)
    let ending = invocation.run()
    Descriptor.output.write(ending.output)
    Descriptor.errors.write(ending.errors)
    exit(ending.exitCode)
  }
}
