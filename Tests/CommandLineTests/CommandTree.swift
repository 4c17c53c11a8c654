import Foundation

@testable import brevduva

/// The commands as the parser itself describes them: what a test goes through that is about all of them.
struct CommandTree: Decodable {
  /// A command.
  struct Command: Decodable {
    let commandName: String
    let superCommands: [String]?
    let abstract: String?
    let discussion: String?
    let subcommands: [Command]?
    let arguments: [Argument]?
    let defaultSubcommand: String?
    /// `true` if it is what its group does without a word for it.
    private(set) var isDefault = false

    private enum CodingKeys: CodingKey {
      case commandName, superCommands, abstract, discussion, subcommands, arguments
      case defaultSubcommand
    }

    /// Command as it is typed, the program's name included.
    var path: String {
      ((superCommands ?? []) + (isDefault ? [] : [commandName])).joined(separator: " ")
    }

    /// `true` if it only holds others.
    var isGroup: Bool { subcommands?.isEmpty == false }

    /// The command and all below it, the parser's own `help` left out.
    var all: [Command] {
      [self]
        + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { command in
          var command = command
          command.isDefault = command.commandName == defaultSubcommand
          return command.all
        }
    }
  }

  /// An argument, an option or a flag.
  struct Argument: Decodable {
    /// A way in which an option or a flag is typed.
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let valueName: String?
    let abstract: String?
    let shouldDisplay: Bool
    let names: [Name]?

    /// The words with two dashes by which it is typed, without them.
    var longNames: [String] { (names ?? []).filter { $0.kind == "long" }.map(\.name) }
  }

  let command: Command

  /// Asks the parser: the program itself first, then all that it knows.
  static func commands() throws -> [Command] {
    let octets = Shell.result(of: "--experimental-dump-help").output
    return try JSONDecoder().decode(CommandTree.self, from: Data(octets)).command.all
  }
}
