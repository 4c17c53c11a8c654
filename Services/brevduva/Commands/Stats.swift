import ArgumentParser
import Domain
import Formats
import POSIX
import Store

/// `stats`: figures of the work, done and waiting.
struct Stats: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Tell how the work stands: what waits, what was done, who is there.",
    discussion: """
      Queues and their consumers, messages handled in the last minute, hour and 24 hours, the outbox, \
      what is parked and was refused by cause, the lanes that are connected, and about how many \
      profiles there are. All of it is cheap: the counts are taken from the newest 200,000 messages \
      of the inbox, and say since when if those do not reach back 24 hours; the sizes are the database's own \
      estimates.

      With --watch it looks again and again, on a terminal in place, elsewhere a line for each look, \
      with rates between two looks. Ctrl-C ends it.

      Example: brevduva stats --watch 5
      """)

  @Option(
    name: .long, defaultAsFlag: 2,
    help: ArgumentHelp(
      "Look again every so many seconds, until Ctrl-C.",
      valueName: "seconds"))
  var watch: Double?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard let watch else { return }
    guard (0.1...86_400).contains(watch) else {
      throw ValidationError("--watch is \(watch): a number of seconds from 0.1 to 86400 is needed.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> StatsReport? {
    var collector = try StatsCollector(from: context.servers)
    guard let watch else { return StatsReport(snapshot: try collector.collect()) }
    var live = LiveStats(console: context.console, asJSON: output.json)
    live.show(try collector.collect())
    var interruption = Interruption()
    while !interruption.came(within: .seconds(watch)) {
      do throws(Failure) {
        live.show(try collector.collect())
      } catch {
        live.show(error)
      }
      if watch > 10 { collector.rest() }
    }
    return nil
  }
}

/// Stats of one moment; with rates, if there was a look before.
struct StatsReport: CommandOutput {
  let snapshot: StatsSnapshot
  var rates: Rates?

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("at", orNull: snapshot.at)
      json.member("queues", each: snapshot.queues) { json, queue in
        json.object {
          $0.member("name", queue.name)
          $0.member("messages", orNull: queue.messages)
          $0.member("consumers", orNull: queue.consumers)
          $0.member("owner", queue.owner)
          $0.member("growthPerSecond", orNull: rates?.growth[queue.name])
        }
      }
      json.member("handledPerSecond", orNull: rates?.handled)
      json.member("countedSince", orNull: snapshot.handled.since)
      json.member("handled", each: snapshot.handled.records) { json, record in
        json.object { $0.members(of: record) }
      }
      json.members(ofWaiting: snapshot)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    let handled = handledTable.lines(in: style)
    return queueTable.lines(in: style) + [""]
      + (handled.isEmpty ? ["Nothing was handled in the last 24 hours."] : handled)
      + (snapshot.handled.since.map { [Self.caution($0, in: style)] } ?? []) + [""]
      + fields(in: style).lines(in: style)
  }

  /// Figures in one line, for a log.
  var line: String {
    let consumers = snapshot.queues.reduce(0) { $0 + ($1.consumers ?? 0) }
    let parked = snapshot.parked.reduce(0) { $0 + $1.count }
    let refused = snapshot.refused.reduce(0) { $0 + $1.count }
    let rate = rates.map { Self.rate($0.handled) } ?? "–"
    return "\(snapshot.at.rfc3339) handled/s=\(rate) ready=\(snapshot.ready) "
      + "consumers=\(consumers) outbox=\(snapshot.outbox.messages) parked=\(parked) "
      + "refused24h=\(refused) lanes=\(snapshot.lanes.reduce(0) { $0 + $1.lanes })"
  }
}

extension StatsReport {
  private var queueTable: Table {
    var table = Table(
      ["queue", "ready", "per second", "consumers", "of"], numeric: [1, 2, 3])
    for queue in snapshot.queues {
      let owner = Table.Cell(queue.owner, .faint)
      guard let messages = queue.messages, let consumers = queue.consumers else {
        table.add([Table.Cell(queue.name), Table.Cell("missing", .bad), "", "", owner])
        continue
      }
      let style: TextStyle = queue.isForgotten ? .warning : .plain
      table.add([
        Table.Cell(queue.name), Table.Cell("\(messages)", style),
        Table.Cell(rates?.growth[queue.name].map { Self.signed($0) }, .faint),
        Table.Cell("\(consumers)", style), owner,
      ])
    }
    return table
  }

  private var handledTable: Table {
    var table = Table(
      ["handled of", "outcome", "last minute", "last hour", "last 24 h"], numeric: [2, 3, 4])
    for record in snapshot.handled.records {
      table.add([
        Table.Cell(record.queue), Table.Cell(record.outcome.word, record.outcome.style),
        Table.Cell("\(record.lastMinute)"), Table.Cell("\(record.lastHour)"),
        Table.Cell("\(record.lastDay)"),
      ])
    }
    return table
  }

  /// Sentence for whoever reads the counts: the moment from which on they are whole.
  private static func caution(_ since: Timestamp, in style: OutputStyle) -> String {
    "Counted since \(since.text(in: style)): before that there were more than are looked at."
      .styled(.faint, in: style)
  }

  private func fields(in style: OutputStyle) -> FieldList {
    var fields = FieldList()
    if let rates { fields.add("handled", "\(Self.rate(rates.handled)) in a second") }
    let outbox = snapshot.outbox
    fields.add(
      "outbox",
      outbox == .empty
        ? "empty"
        : outbox.messages.messages("waits", "wait")
          + ", the oldest for \(outbox.age.components.seconds) s")
    fields.add("parked", Self.causes(snapshot.parked.map { ($0.code, $0.count) }), .warning)
    fields.add(
      "refused in 24 h", Self.causes(snapshot.refused.map { ($0.code, $0.count) }), .warning)
    fields.add("profiles", Self.estimate(snapshot.estimates.profiles))
    fields.add("registrations", Self.estimate(snapshot.estimates.registrations))
    fields.add("notes", Self.estimate(snapshot.estimates.notes))
    fields.add(
      "lanes", snapshot.lanes.map { "\($0.worker) \($0.lanes)" }.joined(separator: ", "))
    return fields
  }

  private static func causes(_ causes: [(code: String, count: Int)]) -> String {
    causes.map { "\($0.count) \($0.code)" }.joined(separator: ", ")
  }

  private static func estimate(_ count: Int?) -> String {
    count.map { "about \($0)" } ?? "unknown until PostgreSQL has analysed the table"
  }

  /// Rate as text, with one digit behind the point.
  private static func rate(_ rate: Double) -> String {
    let tenths = Int((rate * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  private static func signed(_ rate: Double) -> String {
    (rate > 0 ? "+" : "") + self.rate(rate)
  }
}

extension JSONWriter {
  fileprivate mutating func members(of record: HandledRecord) {
    member("queue", record.queue)
    member("outcome", record.outcome.word)
    member("lastMinute", orNull: record.lastMinute)
    member("lastHour", orNull: record.lastHour)
    member("lastDay", orNull: record.lastDay)
  }

  fileprivate mutating func members(ofWaiting snapshot: StatsSnapshot) {
    key("outbox")
    object {
      $0.member("messages", orNull: snapshot.outbox.messages)
      $0.member("oldestSeconds", orNull: Int(snapshot.outbox.age.components.seconds))
    }
    member("parked", each: snapshot.parked) { json, cause in
      json.object {
        $0.member("code", cause.code)
        $0.member("count", orNull: cause.count)
        $0.member("oldest", orNull: cause.oldest)
      }
    }
    member("refused", each: snapshot.refused) { json, cause in
      json.object {
        $0.member("code", cause.code)
        $0.member("count", orNull: cause.count)
      }
    }
    member("profiles", orNull: snapshot.estimates.profiles)
    member("registrations", orNull: snapshot.estimates.registrations)
    member("notes", orNull: snapshot.estimates.notes)
    member("lanes", each: snapshot.lanes) { json, record in
      json.object {
        $0.member("worker", record.worker)
        $0.member("lanes", orNull: record.lanes)
      }
    }
  }

  /// Writes a number with one digit behind the point, or `null`.
  fileprivate mutating func member(_ key: JSONKey, orNull number: Double?) {
    self.key(key)
    if let number { raw("\((number * 10).rounded() / 10)".utf8) } else { null() }
  }
}
