import ArgumentParser
import Domain
import Formats
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

  @Argument(help: "Its id in the list.", transform: ArgumentParsing.id)
  var id: ParkedID

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ParkedDiscardReport {
    let wasThere = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.discard(id, waiting: &waiter)
    }
    guard wasThere else { throw .notParked(id) }
    return ParkedDiscardReport(id: id)
  }
}

/// A parked message that was thrown away.
struct ParkedDiscardReport: CommandOutput {
  let id: ParkedID

  func write(to json: inout JSONWriter) {
    json.object { $0.member("discarded", id.description) }
  }

  func lines(in style: OutputStyle) -> [String] {
    ["Thrown away: \(id)"]
  }
}
