import Foundation
import Testing
import brevduva

/// The help of every command, as the parser would print it.
struct HelpTests {
  /// A command as the parser describes it.
  private struct Command: Decodable {
    let commandName: String
    let superCommands: [String]?
    let abstract: String?
    let discussion: String?
    let subcommands: [Command]?
    let arguments: [Argument]?

    var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// The command and all below it, the parser's own `help` left out.
    var all: [Command] {
      [self] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all)
    }
  }

  private struct Argument: Decodable {
    let kind: String
    let valueName: String?
    let abstract: String?
    let shouldDisplay: Bool
  }

  private struct Tool: Decodable {
    let command: Command
  }

  private func commands() throws -> [Command] {
    let octets = Shell.ending(of: "--experimental-dump-help").output
    return try JSONDecoder().decode(Tool.self, from: Data(octets)).command.all
  }

  @Test("Every command says in a sentence what it does, and every argument what it is")
  func abstracts() throws {
    let commands = try commands()
    #expect(commands.count > 20)
    for command in commands {
      #expect(command.abstract?.hasSuffix(".") == true, "\(command.path)")
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        let name = "\(command.path): \(argument.valueName ?? argument.kind)"
        #expect(argument.abstract?.isEmpty == false, "\(name) has no help")
      }
    }
  }

  @Test("Every command that does something has an example that can be typed")
  func examples() throws {
    for command in try commands() where command.subcommands?.isEmpty ?? true {
      let examples = (command.discussion ?? "").split(separator: "\n")
        .filter { $0.hasPrefix("Example: ") }
      #expect(!examples.isEmpty, "\(command.path) has no example")
      for example in examples {
        let line = example.dropFirst("Example: ".count).prefix { !">|".contains($0) }
        #expect(line.hasPrefix("\(command.path)"), "\(example)")
        let words = line.dropFirst("brevduva ".count)
        // What is wrong with a line is found before a server is asked, as a usage text.
        let errors = Shell.text(Shell.ending(of: String(words)).errors)
        #expect(!errors.contains("Usage:"), "\(example): \(errors)")
      }
    }
  }

  @Test("The version is an answer: exit 0, on standard output")
  func version() throws {
    let ending = Shell.ending(of: "--version")
    #expect(ending.exitCode == 0 && ending.errors.isEmpty)
    #expect(Shell.text(ending.output).wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }
}
