import ArgumentParser
import Domain
import Formats
import Store
import Threading

/// `trace`: what became of a message.
struct Trace: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Tell what became of a message.",
    discussion: """
      Exits with 0 once the message has its outcome: applied, alreadyApplied, refused or parked. \
      Before that, or for an id that nobody has sent, with 1.

      Example: brevduva trace mine-1 --wait 10
      """)

  @Argument(help: "The message's id.", transform: ArgumentParsing.text)
  var id: String

  @Option(help: "Its source, if several have sent a message with this id.")
  var source: String?

  @Option(help: "How many seconds to wait for the outcome.")
  var wait = 0.0

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (0...86_400).contains(wait) else {
      throw ValidationError("--wait is \(wait): a number of seconds from 0 to 86400 is needed.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> TraceReport {
    let deadline = ContinuousClock.now + .seconds(wait)
    return try context.servers.withStore { store, waiter throws(StoreError) in
      var pause = Poll()
      while true {
        let report = TraceReport(of: id, from: source, try store.trace(id, waiting: &waiter))
        if report.isSettled || ContinuousClock.now >= deadline { return report }
        pause.wait(until: min(deadline, .now + .milliseconds(100)))
      }
    }
  }
}

/// Traces of the messages with an id, usually one: what became of each.
struct TraceReport: CommandOutput {
  private let id: String
  private let records: [TraceRecord]

  /// Gathers what the store tells; of one source only, if one is named.
  init(of id: String, from source: String?, _ records: [TraceRecord]) {
    self.id = id
    self.records = records.filter { source == nil || $0.message.source == source }
  }

  /// `true` if there is a message and nothing more will become of it, for now.
  var isSettled: Bool { !records.isEmpty && records.allSatisfy { $0.outcome != .retried } }

  private var only: TraceRecord? { records.count == 1 ? records.first : nil }

  var failure: Failure? {
    guard let first = records.first else {
      return .refused(
        "No message \(id.visible) was handled: it may wait in its queue still, or was never sent. "
          + "--wait 10 waits for it.")
    }
    guard records.count == 1 else {
      let sources = records.prefix(5).map(\.message.source.visible).joined(separator: ", ")
      return .refused(
        "Several sources have sent a message with this id, name one by --source: \(sources)")
    }
    return first.outcome == .retried
      ? .refused("It was sent again and waits in its queue: --wait 10 waits for its outcome.")
      : nil
  }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    asJSON && only == nil ? [] : standardText(asJSON: asJSON, in: style)
  }

  func write(to json: inout JSONWriter) {
    guard let record = only else { return }
    json.object { json in
      json.member("messageId", record.message.id)
      json.member("source", record.message.source)
      json.member("type", record.type)
      json.member("outcome", record.outcome.word)
      json.member("code", orNull: record.code)
      json.member("at", orNull: record.handledAt)
      json.member("profileIds", record.profiles.map(\.description))
      json.member("events", each: record.events) { json, event in
        json.object {
          $0.member("id", event.id.description)
          $0.member("type", event.type)
        }
      }
      json.member("sentence", orNull: record.sentence)
      json.member("parkedId", orNull: record.parkedID?.description)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    guard let record = only else { return [] }
    var fields = FieldList()
    fields.add("message", record.message.id, .strong)
    fields.add("source", record.message.source)
    fields.add("type", record.type)
    fields.add("queue", record.queue)
    fields.add("outcome", record.outcome.word, record.outcome.style)
    if let code = record.code { fields.add("code", code, .warning) }
    if record.outcome == .parked {
      fields.add(
        "parked", record.parkedID?.description ?? "no more: discarded, or erased", .warning)
    }
    if let sentence = record.sentence { fields.add("why", sentence) }
    if let actor = record.actor { fields.add("actor", actor) }
    fields.add("at", record.handledAt.text(in: style))
    for profile in record.profiles { fields.add("profile", "\(profile)") }
    for event in record.events { fields.add("event", "\(event.type) \(event.id)") }
    return fields.lines(in: style)
  }

  var hints: [String] {
    guard let record = only else { return [] }
    if let parked = record.parkedID {
      return ["What is wrong with it, and how to mend it: brevduva parked show \(parked)"]
    }
    return record.profiles.first.map { ["The person: brevduva profile show \($0)"] } ?? []
  }
}
