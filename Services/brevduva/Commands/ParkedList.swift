import ArgumentParser
import Domain
import Formats
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

  @Flag(
    help: "Only those of which a part could not be opened: a purge may not find who stands there.")
  var unsearched = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if byCause && unsearched {
      throw ValidationError("--by-cause counts all: leave --unsearched out.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> ParkedListReport {
    try context.servers.withStore { store, waiter throws(StoreError) in
      if byCause { return .causes(try store.parkedCauses(waiting: &waiter)) }
      var all: [ParkedSummary] = []
      while true {
        let page = try store.parked(
          after: all.last?.id, unsearched: unsearched, limit: 1000, waiting: &waiter)
        all += page
        if page.count < 1000 { return .messages(all) }
      }
    }
  }
}

/// Messages that wait to be mended: one by one, or counted by cause.
enum ParkedListReport: CommandOutput {
  /// Messages, oldest first.
  case messages([ParkedSummary])
  /// Causes, the most frequent first.
  case causes([ParkedCause])

  func write(to json: inout JSONWriter) {
    switch self {
    case .messages(let messages):
      json.array(messages) { json, message in json.object { $0.members(of: message) } }
    case .causes(let causes):
      json.array(causes) { json, cause in
        json.object {
          $0.member("code", cause.code)
          $0.member("count", orNull: cause.count)
          $0.member("oldest", orNull: cause.oldest)
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    let lines =
      switch self {
      case .messages(let messages): Self.table(of: messages, in: style).lines(in: style)
      case .causes(let causes): Self.table(of: causes, in: style).lines(in: style)
      }
    return lines.isEmpty && style.isTerminal ? ["Nothing is parked."] : lines
  }

  var hints: [String] {
    switch self {
    case .messages(let messages):
      messages.first.map { ["What is wrong with one: brevduva parked show \($0.id)"] } ?? []
    case .causes(let causes):
      causes.first.map {
        ["Send all of one cause again: brevduva parked retry --cause \($0.code.shellWord)"]
      } ?? []
    }
  }

  private static func table(of messages: [ParkedSummary], in style: OutputStyle) -> Table {
    var table = Table(["id", "parked", "queue", "type", "code", "path", "message"])
    for message in messages {
      table.add([
        Table.Cell("\(message.id)"), Table.Cell(message.parkedAt.text(in: style), .faint),
        Table.Cell(message.queue), Table.Cell(message.type), Table.Cell(message.code, .warning),
        Table.Cell(message.path), Table.Cell(message.message.id, .faint),
      ])
    }
    return table
  }

  private static func table(of causes: [ParkedCause], in style: OutputStyle) -> Table {
    var table = Table(["code", "count", "oldest"], numeric: [1])
    for cause in causes {
      table.add([
        Table.Cell(cause.code, .warning), Table.Cell("\(cause.count)"),
        Table.Cell(cause.oldest.text(in: style), .faint),
      ])
    }
    return table
  }
}

extension JSONWriter {
  /// Writes the members of a parked message in a list, as the contract has them.
  mutating func members(of message: ParkedSummary) {
    member("id", message.id.description)
    member("messageId", message.message.id)
    member("source", message.message.source)
    member("type", message.type)
    member("queue", message.queue)
    member("code", message.code)
    member("path", orNull: message.path)
    member("offset", orNull: message.offset)
    member("detail", message.detail)
    member("parkedAt", orNull: message.parkedAt)
  }
}
