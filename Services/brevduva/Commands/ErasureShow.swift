import ArgumentParser
import Contract
import Domain
import Formats
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

  @Argument(help: "The profile's id.", transform: ArgumentParsing.id)
  var id: ProfileID

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ErasureShowReport {
    let (receipt, record) = try context.servers.withStore {
      store, waiter throws(StoreError) -> (ErasureReceipt?, ProfileRecord?) in
      if let receipt = try store.receipt(of: id, waiting: &waiter) { return (receipt, nil) }
      guard let kept = try store.kept(id, waiting: &waiter) else { return (nil, nil) }
      return (nil, try store.profile(kept, waiting: &waiter))
    }
    guard let receipt else {
      guard let record else { throw .noProfile(id) }
      throw .refused(
        "The profile \(id) is \(record.profile.state.word), there is no receipt of a purge: brevduva "
          + "profile show \(id) shows it.")
    }
    return ErasureShowReport(receipt: receipt, asked: id)
  }
}

/// The receipt of a purge: how much of what was erased, when and why (L2).
struct ErasureShowReport: CommandOutput {
  let receipt: ErasureReceipt
  let asked: ProfileID

  func write(to json: inout JSONWriter) {
    json.object { $0.members(of: receipt) }
  }

  func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    fields.add("profile", "\(receipt.profile)", .strong)
    if asked != receipt.profile { fields.add("merged here", "\(asked)", .faint) }
    fields.add("purged", receipt.purgedAt.text(in: style))
    fields.add("decision", receipt.decision)
    fields.add("message", receipt.message.id)
    fields.add("source", receipt.message.source)
    fields.add("actor", receipt.actor)
    return fields.lines(in: style) + ["", "Erased".styled(.strong, in: style)]
      + counts.lines(in: style).map { "  " + $0 }
  }

  private var counts: Table {
    var table = Table(["what", "count"], numeric: [1])
    for (what, count) in receipt.counts.sorted(by: { $0.key < $1.key }) {
      table.add([Table.Cell(what), Table.Cell("\(count)")])
    }
    return table
  }

  var hints: [String] {
    ["The message that asked for it: brevduva trace \(receipt.message.id.shellWord)"]
  }
}

extension JSONWriter {
  /// Writes the members of a receipt.
  mutating func members(of receipt: ErasureReceipt) {
    member("profileId", receipt.profile.description)
    member("purgedAt", orNull: receipt.purgedAt)
    member("decision", orNull: receipt.decision)
    member("source", receipt.message.source)
    member("messageId", receipt.message.id)
    member("actor", orNull: receipt.actor)
    key("counts" as JSONKey)
    object { json in
      for (what, count) in receipt.counts.sorted(by: { $0.key < $1.key }) {
        json.key(what)
        json.value(Int64(count))
      }
    }
  }
}
