import ArgumentParser
import Store

/// `parked show`: one parked message, what is wrong with it and how to mend it.
struct ParkedShow: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a parked message, what is wrong with it and how to mend it.",
    discussion: """
      The place of the fault and, where it can be told, what was probably meant.

      Example: brevduva parked show 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f --body > mended
      """)

  @Argument(help: "Its id in the list.", transform: Reading.id)
  var id: ParkedID

  @Flag(help: "Print its body alone, as it came: to be mended in a file.")
  var body = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if body && output.json { throw ValidationError("--body prints no JSON: leave --json out.") }
  }

  func answer(from servers: Servers) throws(Failure) -> ParkedSheet {
    let record = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.parked(id, waiting: &waiter)
    }
    guard let record else { throw .notParked(id) }
    return ParkedSheet(record, bodyAlone: body)
  }
}

extension Failure {
  /// Nothing with this id is in the list.
  static func notParked(_ id: ParkedID) -> Failure {
    .refused("There is no parked message \(id): brevduva parked list shows those that wait.")
  }
}
