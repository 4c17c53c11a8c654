import ArgumentParser
import Domain
import Store

/// `list refused`: messages that the rules forbade (E1).
struct ListRefused: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "refused",
    abstract: "List the refused messages, the latest first.",
    discussion: """
      Without their content: what was in them is not kept.

      Example: brevduva list refused --limit 20
      """)

  @Option(
    help: "Begin behind this message: the id of the last one of the page before.",
    transform: Reading.text)
  var after: String?

  @Option(help: "The source of that message, if several have sent one with its id.")
  var source: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard source == nil || after != nil else {
      throw ValidationError("--source belongs to a message: name it by --after.")
    }
  }

  func answer(from servers: Servers) throws(Failure) -> RefusedListing {
    let found = try servers.atDesk { desk, waiter throws(StoreError) -> RefusedPage in
      guard let after else {
        return .records(try desk.refused(limit: page.limit, waiting: &waiter))
      }
      let candidates = try desk.refused(after, waiting: &waiter)
        .filter { source == nil || $0.message.source == source }
      guard let last = candidates.first, candidates.count == 1 else {
        return .unclear(candidates.map(\.message.source))
      }
      return .records(try desk.refused(before: last, limit: page.limit, waiting: &waiter))
    }
    switch found {
    case .records(let records): return RefusedListing(records, limit: page.limit)
    case .unclear(let sources): throw .refused(objection(to: sources))
    }
  }

  /// What was found of a page.
  private enum RefusedPage {
    case records([RefusedRecord])
    case unclear([String])
  }

  private func objection(to sources: [String]) -> String {
    guard !sources.isEmpty else {
      return "No message \((after ?? "").visible) was refused: brevduva list refused begins anew."
    }
    return "Several sources have sent a message with this id, name one by --source: "
      + sources.prefix(5).map(\.visible).joined(separator: ", ")
  }
}
