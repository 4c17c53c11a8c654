package import Formats

/// A script that makes a shell complete our commands.
package struct CompletionScript: Answer {
  private let shell: String
  private let script: String

  /// Names the shell; the script has its line breaks.
  package init(shell: String, _ script: String) {
    self.shell = shell
    self.script = script
  }

  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("shell", shell)
      $0.member("script", script)
    }
  }

  package func lines(on surface: Surface) -> [String] {
    script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
