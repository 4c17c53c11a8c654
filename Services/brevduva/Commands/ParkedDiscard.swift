import ArgumentParser
import Store

/// `parked discard`: throws a parked message away.
struct ParkedDiscard: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Throw a parked message away, for good.",
    discussion: """
      What it held cannot be had back; trace goes on saying that it was parked.

      Example: brevduva parked discard 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f
      """)

  @Argument(help: "Its id in the list.", transform: Reading.id)
  var id: ParkedID

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> Discarded {
    let wasThere = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.discard(id, waiting: &waiter)
    }
    guard wasThere else { throw .notParked(id) }
    return Discarded(id)
  }
}
