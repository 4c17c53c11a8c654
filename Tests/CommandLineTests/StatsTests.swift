import Contract
import Domain
import Foundation
@testable import Messaging
@testable import Store
import Synchronization
import Testing
import Threading

@testable import brevduva

/// Printing of the figures, on paper.
struct StatsPrintingTests {
  private static func snapshot(
    second: Int64 = 0, ready: Int? = 5, handled: Int = 100, since: Timestamp? = nil
  ) throws -> StatsSnapshot {
    StatsSnapshot(
      at: Timestamp(microseconds: Fixtures.moment.microseconds + second * 1_000_000),
      queues: [
        ObservedQueue(
          queue: try #require(Topology().queues.first { $0.name == "registrations" }),
          status: ready.map { QueueStatus(name: "registrations", messages: $0, consumers: 2) })
      ],
      handled: HandledRecords(
        records: [
          HandledRecord(
            queue: "registrations", outcome: .applied, lastMinute: 1, lastHour: 20, lastDay: 300)
        ], since: since),
      outbox: Backlog(messages: 7, age: .seconds(3)),
      parked: [ParkedCause(code: "brokenJSON", count: 4, oldest: Fixtures.moment)],
      refused: [RefusedCause(code: "notActive", count: 6)],
      estimates: TableEstimates(
        profiles: 1000, registrations: nil, notes: 12, handled: handled),
      lanes: [LanesRecord(worker: "registration-matcher", lanes: 2)])
  }

  @Test("A look shows queues, what was handled, and what waits")
  func look() throws {
    let lines = StatsReport(snapshot: try Self.snapshot()).lines(in: Shell.pipe)
    #expect(
      lines == [
        "QUEUE          READY  PER SECOND  CONSUMERS  OF",
        "registrations      5           –          2  registration-matcher",
        "",
        "HANDLED OF     OUTCOME  LAST MINUTE  LAST HOUR  LAST 24 H",
        "registrations  applied            1         20        300",
        "",
        "outbox           7 messages wait, the oldest for 3 s",
        "parked           4 brokenJSON",
        "refused in 24 h  6 notActive",
        "profiles         about 1000",
        "registrations    unknown until PostgreSQL has analysed the table",
        "notes            about 12",
        "lanes            registration-matcher 2",
      ])
  }

  @Test(
    "Counts that do not reach back 24 hours say since when; a queue that is not there is missing")
  func partial() throws {
    let report = StatsReport(snapshot: try Self.snapshot(ready: nil, since: Fixtures.moment))
    let text = report.lines(in: Shell.pipe).joined(separator: "\n")
    #expect(text.contains("Counted since 2025-11-24T16:00:00Z:"))
    #expect(text.contains("registrations  missing"))
    let json = Shell.text(report.text(asJSON: true, in: Shell.pipe))
    #expect(json.contains(#""countedSince":"2025-11-24T16:00:00.250Z""#))
    #expect(json.contains(#""messages":null,"consumers":null,"owner":"registration-matcher""#))
  }

  @Test("Rates are what two looks differ by; statistics that began anew give none")
  func rates() throws {
    let (earlier, later) = try (Self.snapshot(), Self.snapshot(second: 4, ready: 15, handled: 110))
    let rates = try #require(Rates(from: earlier, to: later))
    #expect(rates.handled == 2.5 && rates.growth == ["registrations": 2.5])
    #expect(Rates(from: later, to: earlier) == nil)
    #expect(Rates(from: earlier, to: try Self.snapshot(second: 4, handled: 3)) == nil)
    let report = StatsReport(snapshot: later, rates: rates)
    #expect(
      report.lines(in: Shell.pipe)[1]
        == "registrations     15        +2.5          2  registration-matcher")
    #expect(
      report.line == "2025-11-24T16:00:04.250Z handled/s=2.5 ready=15 consumers=2 "
        + "outbox=7 parked=4 refused24h=6 lanes=2")
    let json = Shell.text(report.text(asJSON: true, in: Shell.pipe))
    #expect(json.contains(#""growthPerSecond":2.5}"#) && json.contains(#""handledPerSecond":2.5"#))
  }

  @Test("On a terminal a look is drawn over the one before; elsewhere it is a line, or JSON")
  func watch() throws {
    let written = Mutex<[UInt8]>([])
    func shown(in style: OutputStyle, asJSON: Bool = false) throws -> String {
      written.withLock { $0 = [] }
      let console = Console(output: style, errors: style) { octets, _ in
        written.withLock { $0 += octets }
        return true
      }
      var live = LiveStats(console: console, asJSON: asJSON)
      live.show(try Self.snapshot())
      live.show(Failure.unreachable("Nobody listens."))
      live.show(try Self.snapshot(second: 2))
      return Shell.text(written.withLock { $0 })
    }
    let drawn = try shown(in: Shell.terminal)
    #expect(drawn.components(separatedBy: "\u{1b}[H").count == 4)
    #expect(drawn.hasSuffix("Ctrl-C ends it.\u{1b}[K\n\u{1b}[J"))
    let lines = try shown(in: Shell.pipe).split(separator: "\n")
    #expect(lines.count == 3 && lines[1] == "Nobody listens.")
    // What was counted before an outage says nothing of the time after it.
    #expect(lines[2].contains("handled/s=–"))
    let json = try shown(in: Shell.pipe, asJSON: true).split(separator: "\n")
    #expect(json.count == 3 && json[0].hasPrefix("{") && json[2].hasSuffix("}"))
  }
}

/// `stats` against both real servers.
struct StatsTests {
  @Test("stats counts what waits, what was done and who is there")
  func look() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [
          Fixtures.parked("m1", as: 1), Fixtures.refused("r1"),
          Fixtures.message("m2", making: try Fixtures.profile()),
        ]))
      try harness.sql("UPDATE inbox SET handled_at = now(); UPDATE refused SET refused_at = now()")
      try #require(try harness.run("publish profile.restore -", input: "{}").exitCode == 0)
      let lane = try Lane(at: harness)
      defer { lane.close() }
      let text = try harness.run("stats --json").output
      let queue =
        #""name":"lifecycle","messages":1,"consumers":0,"owner":"lifecycle-worker","growthPerSecond":null"#
      #expect(text.contains(queue), "\(text)")
      #expect(
        text.contains(
          #""handled":[{"queue":"lifecycle","outcome":"refused","lastMinute":1,"lastHour":1,"#
            + #""lastDay":1},{"queue":"registrations","outcome":"applied""#))
      #expect(text.contains(#""parked":[{"code":"address.mailto","count":1,"#))
      #expect(text.contains(#""refused":[{"code":"notRemoved","count":1}]"#))
      #expect(text.contains(#""lanes":[{"worker":"registration-matcher","lanes":1}]"#))
    }
  }

  @Test("A watch looks until Ctrl-C, and that is exit 0")
  func watch() throws {
    try CLIHarness.use { harness in
      let (process, output) = try harness.start("stats --watch 0.1")
      var text = Data()
      while text.count(where: { $0 == UInt8(ascii: "\n") }) < 3 {
        let more = output.fileHandleForReading.availableData
        try #require(!more.isEmpty, "It ended by itself.")
        text += more
      }
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
      let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
      #expect(lines[0].contains("handled/s=–") && lines[1].contains("handled/s=0.0"))
    }
  }

  @Test("A watch that cannot look at all is exit 3; a time that is none is usage")
  func unreachable() {
    let away = ["DATABASE_URL": "postgres://a@127.0.0.1:1/b", "AMQP_URL": "amqp://127.0.0.1:1"]
    #expect(Shell.result(of: "stats --watch 1", away).exitCode == 3)
    for line in ["stats --watch 0", "stats --watch soon", "stats now"] {
      #expect(Shell.result(of: line, away).exitCode == 2)
    }
  }
}

/// A session that calls itself as a lane does, until it is closed.
private final class Lane {
  private let process = Process()
  private let input = Pipe()

  init(at harness: CLIHarness) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["psql", "-XAtq", harness.databaseURL]
    process.environment = ["PGAPPNAME": "registration-matcher lane 0", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("SELECT 'here';\n".utf8))
    // It is connected once it has answered.
    _ = output.fileHandleForReading.availableData
  }

  func close() {
    // The end of its input is the end of the session; a process that is gone has none.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
