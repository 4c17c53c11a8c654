import ArgumentParser
import Store

/// `data-map`: the register of processing, as the schema's comments have it.
struct DataMapPrint: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "data-map",
    abstract: "Print the register of processing: what is kept, what of it is personal, until when.",
    discussion: """
      It is read from the comments of the database's tables and columns, and printed as Markdown.

      Example: brevduva data-map > register.md
      """)

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> DataMap {
    let columns = try servers.atDesk { desk, waiter throws(StoreError) in
      try desk.columns(waiting: &waiter)
    }
    return DataMap(columns)
  }
}
