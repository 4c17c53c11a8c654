import ArgumentParser
import Store
import Threading

/// `trace`: what became of a message.
struct Trace: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Tell what became of a message.",
    discussion: """
      Exits with 0 once the message has its outcome: applied, alreadyApplied, refused or parked. \
      Before that, or for an id that nobody has sent, with 1.

      Example: brevduva trace mine-1 --wait 10
      """)

  @Argument(help: "The message's id.", transform: Reading.text)
  var id: String

  @Option(help: "Its source, if several have sent a message with this id.")
  var source: String?

  @Option(help: "How many seconds to wait for the outcome.")
  var wait = 0.0

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (0...86_400).contains(wait) else {
      throw ValidationError("--wait is \(wait): a number of seconds from 0 to 86400 is needed.")
    }
  }

  func answer(from servers: Servers) throws(Failure) -> Traces {
    let deadline = ContinuousClock.now + .seconds(wait)
    return try servers.atDesk { desk, waiter throws(StoreError) in
      var pause = Poll()
      while true {
        let records = try desk.trace(id, waiting: &waiter)
        let traces = Traces(of: id, from: source, records)
        if traces.areSettled || ContinuousClock.now >= deadline { return traces }
        pause.wait(until: min(deadline, .now + .milliseconds(100)))
      }
    }
  }
}
