import ArgumentParser
import Contract
import Domain
import Formats
import Platform
import Store
import Threading

/// `import undo`: takes an import back (P10).
struct ImportUndoCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take an import back, and stop one that runs.",
    discussion: """
      Profiles that nothing has touched since return to what they were; the others stay as they are, and \
      are listed with the reason. It is done by import-worker: without --wait the command only asks for it. \
      It can be had for 90 days after the import.

      Example: brevduva import undo alumni-2026 --wait
      """)

  @Argument(help: "The import's id.", transform: ArgumentParsing.text)
  var id: String

  @Option(help: "Who acts.", transform: ArgumentParsing.text)
  var actor: String?

  @Flag(help: "Wait until it is done.")
  var wait = false

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ImportUndoAnswer {
    let id = id
    let record = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.importRecord(id, waiting: &waiter)
    }
    guard let record else {
      throw .refused("There is no import \(id.visible): brevduva list imports shows all.")
    }
    if let refusal = record.undoRefusal(at: .now()) { throw .refused(refusal.sentence) }
    if let phase = record.reading { throw .refused(phase.sentence) }
    let sent = record.undoBegunAt == nil ? try publish(in: context) : nil
    let latest = wait ? try follow(record, sent, in: context) : record
    return ImportUndoAnswer(record: latest, kept: KeptProfileList(of: id, on: context.servers))
  }

  /// Waits until the undo is done.
  ///
  /// - Throws: a refusal, if the worker refused or parked what was sent.
  private func follow(
    _ record: ImportRecord, _ sent: MessageReference?, in context: CommandContext
  ) throws(Failure) -> ImportRecord {
    let id = id
    let (latest, trace) = try context.servers.withStore { store, waiter throws(StoreError) in
      var latest = record
      var trace: TraceRecord?
      var pause = Poll()
      while latest.undoneAt == nil, trace?.isFailure != true {
        pause.wait(until: .now + .milliseconds(200))
        // One that a purge deletes meanwhile is not told of any more.
        guard let now = try store.importRecord(id, waiting: &waiter) else { break }
        latest = now
        guard let sent, now.undoBegunAt == nil else { continue }
        trace = try store.trace(sent.id, waiting: &waiter).first { $0.message == sent }
      }
      return (latest, trace)
    }
    guard let trace, trace.isFailure, latest.undoneAt == nil else { return latest }
    throw .refused(
      trace.sentence
        ?? "It was parked, \(trace.code ?? ""): brevduva trace \(trace.message.id.shellWord) tells more."
    )
  }

  private func publish(in context: CommandContext) throws(Failure) -> MessageReference {
    var data = JSONWriter()
    data.object { $0.member("importId", id) }
    let writer = EnvelopeWriter(aboutImport: .importUndo, actor: actor, data: data.bytes)
    var publisher = try context.servers.publisher()
    try publisher.deliver(writer)
    return writer.attributes.reference
  }
}

extension TraceRecord {
  /// `true` if nothing comes of the message.
  fileprivate var isFailure: Bool { outcome == .refused || outcome == .parked }
}

extension ReadingPhase {
  /// Why there is nothing to take back.
  fileprivate var sentence: String {
    switch self {
    case .active:
      "Its file is still being read, and nothing of it is applied yet: take it back once its first rows are."
    case .abandoned:
      "The reading of its file was abandoned, and nothing of it was applied: there is nothing to take back."
    }
  }
}

/// Undo of an import, as far as it has come; the profiles that it kept are read as they are printed.
struct ImportUndoAnswer: CommandAnswer {
  let record: ImportRecord
  let kept: KeptProfileList

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    guard !asJSON else {
      var json = JSONWriter()
      json.beginObject()
      json.members(of: record)
      try kept.write(to: &json, on: console)
      json.endObject()
      return try console.print(end: &json)
    }
    let style = console.output
    var fields = FieldList()
    fields.add("import", record.id, .strong)
    fields.add("state", record.undoneAt == nil ? "to be taken back" : record.state)
    fields.add(undoOf: record, in: style)
    try console.print(fields.lines(in: style))
    try kept.printLines(on: console)
    try console.print(hints: hints)
  }

  private var hints: [String] {
    record.undoneAt == nil
      ? ["How far it is: brevduva import report \(record.id.shellWord)"] : []
  }
}

extension FieldList {
  /// Adds how far the undo of an import has come; nothing if nobody asked for one.
  mutating func add(undoOf record: ImportRecord, in style: OutputStyle) {
    guard record.undoBegunAt != nil else { return }
    if record.isStopped {
      add("stopped", "after \(record.counts.total) of \(record.total) rows")
    }
    add("undone", record.undoneAt?.text(in: style))
    add("given back", "\(record.undone.givenBack)")
    add("kept", "\(record.undone.kept)")
  }
}
