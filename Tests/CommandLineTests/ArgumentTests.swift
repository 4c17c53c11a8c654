import Testing

@testable import brevduva

/// Decisions of the parser and of the environment's reader, before any server is asked.
struct ArgumentTests {
  private static let id = "01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f"

  @Test(
    "What is no command, argument or id is usage: exit 2, a sentence on standard error, no output",
    arguments: [
      "", "nonsense", "topology", "topology mend", "profile", "profile show", "profile show 5",
      "profile show \(id) --email a@b.se", "profile show --email a@b", "profile show --email",
      "profile find", "profile find a --limit 0", "profile find a b", "publish", "publish a",
      "publish note.email - --form structured", "publish a - --form round", "parked",
      "parked show", "parked show \(id)0", "parked show \(id) --body --json", "parked retry",
      "parked retry nonsense", "parked retry \(id) --cause brokenJSON", "parked discard",
      "parked discard 0", "trace", "trace a --wait soon", "trace a --wait -1", "migrate now",
      "migrate --fast", "profile export", "profile export 5", "profile export \(id) --format xml",
      "profile merge", "profile merge \(id) \(id)", "profile merge --preview \(id)",
      "profile unmerge", "profile unmerge \(id)", "profile unmerge --preview 5",
      "profile export \(id) --language fi", "erasure", "erasure show", "erasure show me",
      "erasure list now",
      "erasure list --since noon", "erasure replay", "list",
      "list everything", "list no-primary --limit 0", "list undeliverable --limit 10001",
      "list suggestions --after 5", "list refused --source a", "data-map all", "configuration all",
      "doctor now", "completions", "completions tcsh", "stats --watch 0",
      "parked retry file --cause brokenJSON", "import", "import rows", "import rows a b",
      "import rows /nowhere/at/all", "import /nowhere/at/all", "import /dev/null/a b", "bounce",
      "bounce explain", "bounce explain a --files b",
      "parked retry \(id) --set", "parked retry \(id) --unset", "parked retry --set a=b",
      "bounce explain --files", "bounce explain a --gateway post", "bounce explain /nowhere/at/all",
    ])
  func usage(line: String) {
    let result = Shell.result(of: line)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(!result.errors.isEmpty)
  }

  @Test(
    "What no property or header can be set to is usage, and the sentence says what would be right",
    arguments: [
      ("--set timestamp", "NAME=VALUE"), ("--set =x", "1 to 255 octets"),
      ("--set timestamp=1788256800000", "seconds since 1970"),
      ("--set delivery_mode=persistent", "1 or 2"), ("--set priority=256", "from 0 to 255"),
      ("--set expiration=1h", "milliseconds"), ("--set content-encoding=x", "content_encoding"),
      ("--unset messageId", "message_id"), ("--set a=1 --set a=2", "twice"),
      ("--set a=1 --unset a", "twice"),
    ])
  func edits(options: String, right: String) {
    for target in [Self.id, "--cause illTyped"] {
      let result = Shell.result(of: "parked retry \(target) \(options)")
      #expect(result.exitCode == 2 && result.output.isEmpty)
      #expect(Shell.text(result.errors).contains(right), "\(Shell.text(result.errors))")
    }
  }

  @Test("A word that is no command is told as that, and not as an argument too many")
  func unknownCommand() {
    let errors = Shell.text(Shell.result(of: "find anna").errors)
    #expect(errors.contains("There is no command find: brevduva --help lists them all."))
  }

  @Test(
    "Help that was asked for is an answer: exit 0, on standard output",
    arguments: [
      "--help", "help", "help parked", "topology --help", "publish --help", "parked retry -h",
      "trace --help", "import --help", "import a --help", "help list", "list refused --help",
      "profile export --help",
      "help doctor", "stats --help", "completions --help",
    ])
  func help(line: String) {
    let result = Shell.result(of: line)
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    #expect(Shell.text(result.output).contains("USAGE: brevduva"))
  }

  @Test("The help of the whole lists what it reads and how it ends")
  func helpOfAll() {
    let text = Shell.text(Shell.result(of: "--help").output)
    for word in ["DATABASE_URL", "AMQP_URL", "_FILE", "NO_COLOR", "0 done", "3 a server"] {
      #expect(text.contains(word))
    }
  }

  @Test(
    "A missing variable is usage, and is named with what would be right",
    arguments: [
      ("migrate", "DATABASE_URL"), ("profile find a", "DATABASE_URL"),
      ("profile show \(id)", "DATABASE_URL"), ("parked list", "DATABASE_URL"),
      ("profile export \(id)", "DATABASE_URL"), ("erasure show \(id)", "DATABASE_URL"),
      ("erasure list", "DATABASE_URL"),
      ("list no-primary", "DATABASE_URL"), ("list undeliverable", "DATABASE_URL"),
      ("list suggestions", "DATABASE_URL"), ("list refused", "DATABASE_URL"),
      ("data-map", "DATABASE_URL"), ("parked show \(id)", "DATABASE_URL"),
      ("parked discard \(id)", "DATABASE_URL"),
      ("stats", "AMQP_URL"),
      ("trace a", "DATABASE_URL"), ("topology declare", "AMQP_URL"),
      ("topology check", "AMQP_URL"), ("publish registration.event /dev/null", "AMQP_URL"),
      ("parked retry \(id)", "AMQP_URL"), ("parked retry --cause brokenJSON", "AMQP_URL"),
    ])
  func missing(line: String, variable: String) {
    let result = Shell.result(of: line)
    #expect(result.exitCode == 2)
    #expect(Shell.text(result.errors).contains("\(variable) is missing"))
    #expect(result.output.isEmpty)
  }

  @Test("A wrong variable is usage, and its password is never shown")
  func wrong() {
    let environment = ["DATABASE_URL": "mysql://a:hush@b", "AMQP_URL": "amqp://a:hush@[b"]
    for line in ["trace a", "topology check"] {
      let result = Shell.result(of: line, environment)
      #expect(result.exitCode == 2)
      #expect(!Shell.text(result.errors).contains("hush"))
    }
  }

  @Test("A file that cannot be read is usage, and is named")
  func unreadable() {
    let result = Shell.result(
      of: "publish registration.event /nowhere/at/all", ["AMQP_URL": "amqp://127.0.0.1:1"])
    #expect(result.exitCode == 2)
    #expect(Shell.text(result.errors).contains("/nowhere/at/all cannot be read"))
  }

  @Test(
    "A server that cannot be reached is exit 3, with a sentence",
    arguments: [
      "migrate", "profile find a", "profile show \(id)", "parked list", "parked show \(id)",
      "parked retry \(id)", "parked discard \(id)", "trace a", "topology declare",
      "profile export \(id)", "erasure show \(id)", "list no-primary", "list undeliverable",
      "profile merge --preview \(id) \(id)", "profile unmerge --preview \(id)",
      "list suggestions", "list refused", "data-map", "stats", "stats --watch",
      "topology check", "publish registration.event /dev/null",
    ])
  func unreachable(line: String) {
    let result = Shell.result(
      of: line,
      ["DATABASE_URL": "postgres://a:hush@127.0.0.1:1/b", "AMQP_URL": "amqp://a:hush@127.0.0.1:1"])
    #expect(result.exitCode == 3)
    #expect(result.output.isEmpty)
    let errors = Shell.text(result.errors)
    #expect(errors.hasPrefix("Error: ") && errors.hasSuffix(".\n") && !errors.contains("hush"))
  }
}
