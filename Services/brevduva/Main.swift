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
      output: OutputStyle(
        isTerminal: Descriptor.output.isTerminal, environment: environment, now: .now()),
      errors: OutputStyle(
        isTerminal: Descriptor.errors.isTerminal, environment: environment, now: .now()),
      typed: Descriptor.input.isTerminal ? line : nil
    ) { octets, stream in
      switch stream {
      case .output: Descriptor.output.write(octets)
      case .errors: Descriptor.errors.write(octets)
      }
    }
    let invocation = Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: environment,
      console: console)
    let result = invocation.run()
    Descriptor.output.write(result.output)
    Descriptor.errors.write(result.errors)
    exit(result.exitCode)
  }

  /// Reads what is typed up to the end of the line; what cannot be read is nothing.
  @Sendable
  private static func line() -> String {
    do throws(SystemError) {
      return String(decoding: try Descriptor.input.read(atMost: 4096), as: UTF8.self)
    } catch {
      return ""
    }
  }
}
