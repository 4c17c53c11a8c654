import ArgumentParser
import Contract
import Domain
import Formats
import Store

/// `mailing show`: how far a mailing is, and who was left out (R2).
struct MailingShow: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show how far a mailing is, and who was left out.",
    discussion: """
      The counts by reason. With --excluded, who was left out and why, as CSV; people with protected \
      identity are counted and not listed.

      Example: brevduva mailing show alumni-2026-05 --excluded > left-out.csv
      """)

  @Argument(help: "The mailing's id.", transform: ArgumentParsing.text)
  var id: String

  @Flag(help: "Print who was left out, and why, as CSV.")
  var excluded = false

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> MailingShowReport {
    let record = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.mailing(id, waiting: &waiter)
    }
    guard let record else {
      throw .refused("There is no mailing \(id.visible): brevduva list mailings shows all.")
    }
    let left = PagedList(context.servers) { last, limit, store, waiter throws(StoreError) in
      try store.excluded(from: id, after: last?.profile, limit: limit, waiting: &waiter)
    }
    return MailingShowReport(record: record, left: left, isCSV: excluded)
  }
}

/// A mailing; whom it left out is read as it is printed.
struct MailingShowReport: CommandAnswer {
  let record: MailingRecord
  let left: PagedList<ExcludedRecord>
  let isCSV: Bool

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    if asJSON { return try printJSON(on: console) }
    if isCSV { return try printCSV(on: console) }
    try console.print(lines(in: console.output))
    try console.print(hints: hints)
  }

  private func printJSON(on console: Console) throws(Failure) {
    var json = JSONWriter()
    json.beginObject()
    json.members(of: record)
    json.key("left" as JSONKey)
    try left.write(to: &json, on: console) { json, left in
      json.object {
        $0.member("profileId", left.profile.description)
        $0.member("reason", left.reason.rawValue)
      }
    }
    json.endObject()
    try console.print(end: &json)
  }

  private func printCSV(on console: Console) throws(Failure) {
    var csv = CSVWriter()
    csv.append(["profileId", "reason"])
    try left.forEachPage { page throws(Failure) in
      for left in page { csv.append([left.profile.description, left.reason.rawValue]) }
      try console.print(csv.take())
    }
  }

  private func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    fields.add("mailing", record.id, .strong)
    fields.add("topic", record.topic)
    fields.add("subject", record.subject)
    fields.add("state", record.state.words)
    fields.add("begun", record.begunAt.text(in: style))
    fields.add("prepared", record.preparedAt?.text(in: style))
    fields.add("not before", record.notBefore?.text(in: style))
    fields.add("ended", record.endedAt?.text(in: style))
    fields.add("actor", record.actor)
    fields.add("recipients", "\(record.counts.recipients)")
    fields.add(
      "at their primary address", record.counts.byFallback > 0 ? "\(record.counts.byFallback)" : nil
    )
    fields.add("handed over", "\(record.counts.handedOver)")
    return fields.lines(in: style) + record.counts.lines(in: style)
  }

  private var hints: [String] {
    record.counts.excluded.isEmpty
      ? [] : ["Who was left out: brevduva mailing show \(record.id.shellWord) --excluded"]
  }
}

extension MailingState {
  /// Words for it.
  var words: String {
    switch self {
    case .preparing: "being prepared"
    case .prepared: "prepared"
    case .handingOver: "being handed over"
    case .completed: "completed"
    case .cancelled: "cancelled"
    }
  }
}

extension MailingCounts {
  /// Those who are left out, by the reason, as a table; nothing if there are none.
  func lines(in style: OutputStyle) -> [String] {
    guard !excluded.isEmpty else { return [] }
    var table = Table(["left out", "people"], numeric: [1])
    for reason in Exclusion.allCases {
      guard let count = excluded[reason] else { continue }
      table.add([Table.Cell(reason.rawValue, .warning), Table.Cell("\(count)")])
    }
    return [""] + table.lines(in: style)
  }
}

extension JSONWriter {
  /// Writes the members of a mailing.
  mutating func members(of record: MailingRecord) {
    member("mailingId", record.id)
    member("topic", orNull: record.topic)
    member("subject", record.subject)
    member("state", "\(record.state)")
    member("begunAt", orNull: record.begunAt)
    member("preparedAt", orNull: record.preparedAt)
    member("notBefore", orNull: record.notBefore)
    member("endedAt", orNull: record.endedAt)
    member("actor", orNull: record.actor)
    members(of: record.counts)
  }

  /// Writes the counts of a mailing.
  mutating func members(of counts: MailingCounts) {
    key("counts" as JSONKey)
    object {
      $0.member("recipients", orNull: counts.recipients)
      $0.member("byFallback", orNull: counts.byFallback)
      $0.member("handedOver", orNull: counts.handedOver)
    }
    key("excluded" as JSONKey)
    counts.writeExcluded(to: &self)
  }
}
