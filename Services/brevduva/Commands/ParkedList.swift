import ArgumentParser
import Store

/// `parked list`: what waits to be mended.
struct ParkedList: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the parked messages, oldest first.",
    discussion: """
      parked show tells what is wrong with one, and how to mend it.

      Example: brevduva parked list --by-cause
      """)

  @Flag(help: "Count them by cause instead.")
  var byCause = false

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> ParkedListing {
    try servers.atDesk { desk, waiter throws(StoreError) in
      if byCause { return .causes(try desk.parkedCauses(waiting: &waiter)) }
      var all: [ParkedSummary] = []
      while true {
        let page = try desk.parked(after: all.last?.id, limit: 1000, waiting: &waiter)
        all += page
        if page.count < 1000 { return .messages(all) }
      }
    }
  }
}
