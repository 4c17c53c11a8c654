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
    guard !byCause else {
      return .causes(
        try context.servers.withStore { store, waiter throws(StoreError) in
          ParkedCauseReport(causes: try store.parkedCauses(waiting: &waiter))
        })
    }
    let isUnsearched = unsearched
    return .messages(
      PagedList(context.servers) { last, limit, store, waiter throws(StoreError) in
        try store.parked(
          after: last?.id, unsearched: isUnsearched, limit: limit, waiting: &waiter)
      })
  }
}

/// Messages that wait to be mended: one by one, or counted by cause.
enum ParkedListReport: CommandAnswer {
  /// Messages, oldest first, read as they are printed.
  case messages(PagedList<ParkedSummary>)
  /// Causes, the most frequent first.
  case causes(ParkedCauseReport)

  /// Words for an empty list, for someone at a terminal.
  fileprivate static let nothing = "Nothing is parked."

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    switch self {
    case .causes(let report): try report.print(asJSON: asJSON, on: console)
    case .messages(let messages) where asJSON:
      var json = JSONWriter()
      try messages.write(to: &json, on: console) { json, message in
        json.object { $0.members(of: message) }
      }
      try console.print(end: &json)
    case .messages(let messages): try Self.print(messages, on: console)
    }
  }

  private static func print(
    _ messages: PagedList<ParkedSummary>, on console: Console
  ) throws(Failure) {
    let style = console.output
    let headings = Table(["id", "parked", "queue", "type", "code", "path", "message"])
    let first = try messages.print(under: headings, on: console) { $0.cells(in: style) }
    if let first {
      try console.print(hints: ["What is wrong with one: brevduva parked show \(first.id)"])
    } else if style.isTerminal {
      try console.print([nothing])
    }
  }
}

/// Causes for which messages were parked, with the number of each.
struct ParkedCauseReport: CommandOutput {
  /// The causes, the most frequent first.
  let causes: [ParkedCause]

  func write(to json: inout JSONWriter) {
    json.array(causes) { json, cause in
      json.object {
        $0.member("code", cause.code)
        $0.member("count", orNull: cause.count)
        $0.member("oldest", orNull: cause.oldest)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["code", "count", "oldest"], numeric: [1])
    for cause in causes {
      table.add([
        Table.Cell(cause.code, .warning), Table.Cell("\(cause.count)"),
        Table.Cell(cause.oldest.text(in: style), .faint),
      ])
    }
    return causes.isEmpty && style.isTerminal ? [ParkedListReport.nothing] : table.lines(in: style)
  }

  var hints: [String] {
    causes.first.map {
      ["Send all of one cause again: brevduva parked retry --cause \($0.code.shellWord)"]
    } ?? []
  }
}

extension ParkedSummary {
  /// Cells of its row in the list.
  fileprivate func cells(in style: OutputStyle) -> [Table.Cell] {
    [
      Table.Cell("\(id)"), Table.Cell(parkedAt.text(in: style), .faint), Table.Cell(queue),
      Table.Cell(type), Table.Cell(code, .warning), Table.Cell(path),
      Table.Cell(message.id, .faint),
    ]
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
