import ArgumentParser
import Domain
import Formats
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
    transform: ArgumentParsing.text)
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

  func answer(in context: CommandContext) throws(Failure) -> ListRefusedReport {
    let found = try context.servers.withStore { store, waiter throws(StoreError) -> RefusedPage in
      guard let after else {
        return .records(try store.refused(limit: page.limit, waiting: &waiter))
      }
      let candidates = try store.refused(after, waiting: &waiter)
        .filter { source == nil || $0.message.source == source }
      guard let last = candidates.first, candidates.count == 1 else {
        return .unclear(candidates.map(\.message.source))
      }
      return .records(try store.refused(before: last, limit: page.limit, waiting: &waiter))
    }
    switch found {
    case .records(let records): return ListRefusedReport(records: records, limit: page.limit)
    case .unclear(let sources): throw .refused(objection(to: sources))
    }
  }

  /// Page of the list, or why it is not clear where it begins.
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

/// Messages that the rules forbade (E1).
struct ListRefusedReport: CommandOutput {
  let records: [RefusedRecord]
  let limit: Int

  func write(to json: inout JSONWriter) {
    json.array(records) { json, record in
      json.object {
        $0.member("messageId", record.message.id)
        $0.member("source", record.message.source)
        $0.member("type", record.type)
        $0.member("queue", record.queue)
        $0.member("code", record.code)
        $0.member("sentence", record.sentence)
        $0.member("refusedAt", orNull: record.refusedAt)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["refused", "message", "type", "code", "why"])
    for record in records {
      table.add([
        Table.Cell(record.refusedAt.text(in: style), .faint), Table.Cell(record.message.id),
        Table.Cell(record.type), Table.Cell(record.code, .bad), Table.Cell(record.sentence),
      ])
    }
    return records.isEmpty && style.isTerminal
      ? ["Nothing was refused."] : table.lines(in: style)
  }

  var hints: [String] {
    guard let last = records.last, records.count == limit else { return [] }
    return [
      "The next page: brevduva list refused --limit \(limit) --after \(last.message.id.shellWord) "
        + "--source \(last.message.source.shellWord)"
    ]
  }
}
