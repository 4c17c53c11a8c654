import ArgumentParser
import Domain
import Store

/// `erasure show`: the receipt of a purge (L2).
struct ErasureShow: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the receipt of a purge.",
    discussion: """
      The id may be that of any profile that the person was.

      Example: brevduva erasure show 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f
      """)

  @Argument(help: "The profile's id.", transform: Reading.id)
  var id: ProfileID

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> ErasureSheet {
    let record = try servers.atDesk { desk, waiter throws(StoreError) -> ProfileRecord? in
      guard let kept = try desk.kept(id, waiting: &waiter) else { return nil }
      return try desk.profile(kept, waiting: &waiter)
    }
    guard let record else { throw .noProfile(id) }
    guard let receipt = record.receipt else {
      throw .refused(
        "The profile \(id) is \(record.profile.state.word), there is no receipt of a purge: brevduva "
          + "profile show \(id) shows it.")
    }
    return ErasureSheet(receipt, asked: id)
  }
}
