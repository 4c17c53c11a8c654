import Foundation
import Testing

@testable import brevduva

/// `completions`, tried by the shells themselves.
struct CompletionTests {
  /// Runs a shell on a script that has the completions in the file `$1`.
  private func run(
    _ shell: [String], completionsOf name: String
  ) throws -> (status: Int32, output: String) {
    let result = Shell.result(of: "completions \(name)")
    try #require(result.exitCode == 0 && result.errors.isEmpty)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).\(name)")
    try Data(result.output).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = shell + [file.path()]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  @Test(
    "bash completes commands, options and the words that an argument takes",
    arguments: [
      ("brevduva to", "topology"), ("brevduva parked re", "retry"),
      ("brevduva doctor --js", "--json"), ("brevduva completions z", "zsh"),
      ("brevduva parked retry --ca", "--cause"), ("brevduva parked retry --se", "--set"),
      ("brevduva parked retry --unset content_e", "content_encoding"),
      ("brevduva import rows --sh", "--sheet"), ("brevduva import file --over", "--overwrite"),
      ("brevduva import file --allow re", "removedProfile"),
      ("brevduva bounce explain --gateway postm", "postmark"),
    ])
  func bash(line: String, completed: String) throws {
    let script = """
      set -eu
      source "$1"
      COMP_LINE=$0
      read -ra COMP_WORDS <<< "$COMP_LINE"
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_POINT=${#COMP_LINE}
      function=$(complete -p brevduva | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      set +eu
      "$function" brevduva "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let ran = try run(["bash", "-c", script, line], completionsOf: "bash")
    #expect(ran.status == 0)
    let words = ran.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(words == [completed], "\(ran.output)")
  }

  @Test("zsh and fish can read theirs", arguments: [["zsh", "-n"], ["fish", "--no-execute"]])
  func syntax(shell: [String]) throws {
    let ran = try run(shell, completionsOf: shell[0])
    #expect(ran.status == 0 && ran.output.isEmpty, "\(ran.output)")
  }

  @Test(
    "Every command stands in each of the scripts, with all its options",
    arguments: ["bash", "zsh", "fish"])
  func commands(shell: String) throws {
    let script = Shell.text(Shell.result(of: "completions \(shell)").output)
    let words = Set(script.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init))
    let commands = try CommandTree.commands()
    #expect(commands.count > 20)
    for command in commands {
      #expect(words.contains(command.commandName), "\(shell): \(command.path)")
      for name in (command.arguments ?? []).filter(\.shouldDisplay).flatMap(\.longNames) {
        let forms = [name, "--\(name)"]
        #expect(forms.contains(where: words.contains), "\(shell): \(command.path) --\(name)")
      }
    }
  }

  @Test("fish completes a command")
  func fish() throws {
    let script = """
      source $argv[1]; complete --do-complete 'brevduva topo'
      """
    let ran = try run(["fish", "--no-config", "-c", script], completionsOf: "fish")
    #expect(ran.output.hasPrefix("topology\t"), "\(ran.output)")
  }
}
