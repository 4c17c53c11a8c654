import Foundation
import Testing

@testable import brevduva

/// The help of every command, as the parser would print it.
struct HelpTests {
  @Test("Every command says in a sentence what it does, and every argument what it is")
  func abstracts() throws {
    let commands = try CommandTree.commands()
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
    for command in try CommandTree.commands() where !command.isGroup {
      let examples = (command.discussion ?? "").split(separator: "\n")
        .filter { $0.hasPrefix("Example: ") }
      #expect(!examples.isEmpty, "\(command.path) has no example")
      for example in examples {
        let line = example.dropFirst("Example: ".count).prefix { !">|".contains($0) }
        #expect(line.hasPrefix("\(command.path)"), "\(example)")
        let words = line.dropFirst("brevduva ".count)
        // What is wrong with a line is found before a server is asked, as a usage text.
        let errors = Shell.text(Shell.result(of: String(words)).errors)
        #expect(!errors.contains("Usage:"), "\(example): \(errors)")
      }
    }
  }

  @Test("Every command that does something stands in docs/commands.md")
  func document() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/commands.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    for command in try CommandTree.commands() where !command.isGroup {
      // What a group does by itself begins with its argument.
      let row =
        "\n| `\(command.path.dropFirst("brevduva ".count))" + (command.isDefault ? " FILE" : "")
      #expect(page.contains("\(row)` |") || page.contains("\(row) "), "\(command.path)")
    }
  }

  @Test("The version is an answer: exit 0, on standard output")
  func version() throws {
    let result = Shell.result(of: "--version")
    #expect(result.exitCode == 0 && result.errors.isEmpty)
    #expect(Shell.text(result.output).wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }
}
