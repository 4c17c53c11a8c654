import Domain
package import Formats
import Store

/// How the work stands, told to a program or to a person.
package struct StandingSheet: Answer {
  private let standing: Standing
  private let rates: Rates?

  /// Tells of a look; with rates if there was one before.
  package init(_ standing: Standing, rates: Rates? = nil) {
    self.standing = standing
    self.rates = rates
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("at", orNull: standing.at)
      json.member("queues", each: standing.queues) { json, queue in
        json.object {
          $0.member("name", queue.name)
          $0.member("messages", orNull: queue.messages)
          $0.member("consumers", orNull: queue.consumers)
          $0.member("owner", queue.owner)
          $0.member("growthPerSecond", orNull: rates?.growth[queue.name])
        }
      }
      json.member("handledPerSecond", orNull: rates?.handled)
      json.member("countedSince", orNull: standing.handled.since)
      json.member("handled", each: standing.handled.records) { json, record in
        json.object { $0.members(of: record) }
      }
      json.members(ofWaiting: standing)
    }
  }

  package func lines(on surface: Surface) -> [String] {
    let handled = handledTable.lines(on: surface)
    return queueTable.lines(on: surface) + [""]
      + (handled.isEmpty ? ["Nothing was handled in the last 24 hours."] : handled)
      + (standing.handled.since.map { [Self.caution($0, on: surface)] } ?? []) + [""]
      + sheet(on: surface).lines(on: surface)
  }

  /// One line, for a log.
  package func line(on surface: Surface) -> String {
    let consumers = standing.queues.reduce(0) { $0 + ($1.consumers ?? 0) }
    let parked = standing.parked.reduce(0) { $0 + $1.count }
    let refused = standing.refused.reduce(0) { $0 + $1.count }
    let rate = rates.map { Self.rate($0.handled) } ?? "–"
    return "\(standing.at.rfc3339) handled/s=\(rate) ready=\(standing.ready) "
      + "consumers=\(consumers) outbox=\(standing.outbox.messages) parked=\(parked) "
      + "refused24h=\(refused) lanes=\(standing.lanes.reduce(0) { $0 + $1.lanes })"
  }
}

extension StandingSheet {
  private var queueTable: Table {
    var table = Table(
      ["queue", "ready", "per second", "consumers", "of"], numeric: [1, 2, 3])
    for queue in standing.queues {
      let owner = Table.Cell(queue.owner, .faint)
      guard let messages = queue.messages, let consumers = queue.consumers else {
        table.add([Table.Cell(queue.name), Table.Cell("missing", .bad), "", "", owner])
        continue
      }
      let isForgotten = messages > 0 && consumers == 0
      table.add([
        Table.Cell(queue.name), Table.Cell("\(messages)", isForgotten ? .warning : .plain),
        Table.Cell(rates?.growth[queue.name].map { Self.signed($0) }, .faint),
        Table.Cell("\(consumers)", isForgotten ? .warning : .plain), owner,
      ])
    }
    return table
  }

  private var handledTable: Table {
    var table = Table(
      ["handled of", "outcome", "last minute", "last hour", "last 24 h"], numeric: [2, 3, 4])
    for record in standing.handled.records {
      table.add([
        Table.Cell(record.queue), Table.Cell(record.ending.word, record.ending.tone),
        Table.Cell("\(record.lastMinute)"), Table.Cell("\(record.lastHour)"),
        Table.Cell("\(record.lastDay)"),
      ])
    }
    return table
  }

  /// Whoever reads the counts must know where they end.
  private static func caution(_ since: Timestamp, on surface: Surface) -> String {
    "Counted since \(since.text(on: surface)): before that there were more than are looked at."
      .inTone(.faint, on: surface)
  }

  private func sheet(on surface: Surface) -> Sheet {
    var sheet = Sheet()
    if let rates { sheet.add("handled", "\(Self.rate(rates.handled)) in a second") }
    let outbox = standing.outbox
    sheet.add(
      "outbox",
      outbox == .empty
        ? "empty"
        : outbox.messages.messages("waits", "wait")
          + ", the oldest for \(outbox.age.components.seconds) s")
    sheet.add("parked", Self.causes(standing.parked.map { ($0.code, $0.count) }), .warning)
    sheet.add(
      "refused in 24 h", Self.causes(standing.refused.map { ($0.code, $0.count) }), .warning)
    sheet.add("profiles", Self.estimate(standing.estimates.profiles))
    sheet.add("registrations", Self.estimate(standing.estimates.registrations))
    sheet.add(
      "lanes", standing.lanes.map { "\($0.worker) \($0.lanes)" }.joined(separator: ", "))
    return sheet
  }

  private static func causes(_ causes: [(code: String, count: Int)]) -> String {
    causes.map { "\($0.count) \($0.code)" }.joined(separator: ", ")
  }

  private static func estimate(_ count: Int?) -> String {
    count.map { "about \($0)" } ?? "unknown until PostgreSQL has analysed the table"
  }

  /// With one digit behind the point.
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
    member("outcome", record.ending.word)
    member("lastMinute", orNull: record.lastMinute)
    member("lastHour", orNull: record.lastHour)
    member("lastDay", orNull: record.lastDay)
  }

  fileprivate mutating func members(ofWaiting standing: Standing) {
    key("outbox")
    object {
      $0.member("messages", orNull: standing.outbox.messages)
      $0.member("oldestSeconds", orNull: Int(standing.outbox.age.components.seconds))
    }
    member("parked", each: standing.parked) { json, cause in
      json.object {
        $0.member("code", cause.code)
        $0.member("count", orNull: cause.count)
        $0.member("oldest", orNull: cause.oldest)
      }
    }
    member("refused", each: standing.refused) { json, cause in
      json.object {
        $0.member("code", cause.code)
        $0.member("count", orNull: cause.count)
      }
    }
    member("profiles", orNull: standing.estimates.profiles)
    member("registrations", orNull: standing.estimates.registrations)
    member("lanes", each: standing.lanes) { json, record in
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
