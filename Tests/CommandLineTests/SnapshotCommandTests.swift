import Contract
import Domain
import Formats
import Messaging
import Store
import Testing

@testable import brevduva

/// `snapshot` against real servers.
struct SnapshotCommandTests {
  /// Three profiles, of which the second is protected, and a queue that nobody reads.
  private func prepare(_ harness: CLIHarness) throws {
    for number in 1...3 as ClosedRange<UInt128> {
      let profile = try Fixtures.profile(number, isProtected: number == 2)
      try harness.write(BatchDecision(messages: [Fixtures.creation("m\(number)", profile)]))
    }
    var connection = try Connection(to: Endpoint(harness.amqpURL), name: "test")
    try connection.declareQueue("crm", arguments: [Header("x-queue-type", .string("quorum"))])
    connection.close()
  }

  /// Takes so many events.
  private func taken(_ count: Int, from harness: CLIHarness) throws -> [JSONValue] {
    try (0..<count).map { _ in
      let delivery = try harness.take(from: "crm")
      #expect(delivery.properties.contentType == OutgoingEvent.contentType)
      #expect(delivery.properties.deliveryMode == 2)
      let event = try JSONValue(delivery.body)
      #expect(event["id"]?.string == delivery.properties.messageID)
      return event
    }
  }

  @Test(
    "L8: one event for each profile goes to the queue alone, in order, no protected one among them")
  func sent() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let ran = try harness.run("snapshot --to crm --rate 1000")
      #expect(ran.exitCode == 0 && ran.errors == "")
      #expect(
        ran.output == "2 profiles sent to crm.\n1 with a protected identity were left out.\n")
      let events = try taken(2, from: harness)
      #expect(events.map { $0["type"]?.string } == ["profile.snapshot", "profile.snapshot"])
      let ids = [1, 3].map { (Fixtures.id($0) as ProfileID).description }
      #expect(events.map { $0["subject"]?.string } == ids)
      #expect(events.map { $0["profileversion"]?.number } == ["1", "1"])
      #expect(Set(events.map { $0["causationid"]?.string }).count == 1)
      let first = try #require(events.first?["data"]?["addresses"]?.elements.map(\.self).first)
      #expect(first["address"]?.string == "Åsa1@exempel.se")
    }
  }

  @Test("It goes on behind a profile, and at its end there is nothing to send")
  func after() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let (second, third): (ProfileID, ProfileID) = (Fixtures.id(2), Fixtures.id(3))
      let rest = try harness.run("snapshot --to crm --after \(second) --json")
      #expect(
        rest.output == #"{"queue":"crm","sent":1,"leftOut":0,"last":"\#(third)"}"# + "\n")
      let none = try harness.run("snapshot --to crm --after \(third) --json")
      #expect(none.exitCode == 0)
      #expect(none.output == #"{"queue":"crm","sent":0,"leftOut":0,"last":null}"# + "\n")
      #expect(try taken(1, from: harness).count == 1)
    }
  }

  @Test("A queue that is not there or takes no more is exit 1, and the cure is named")
  func refused() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let missing = try harness.run("snapshot --to nowhere")
      #expect(missing.exitCode == 1 && missing.output == "")
      #expect(missing.errors.contains("There is no queue nowhere: bind one to brevduva.events"))
      var connection = try Connection(to: Endpoint(harness.amqpURL), name: "test")
      try connection.declareQueue(
        "full",
        arguments: [
          Header("x-queue-type", .string("classic")), Header("x-max-length", .int(0)),
          Header("x-overflow", .string("reject-publish")),
        ])
      connection.close()
      let full = try harness.run("snapshot --to full")
      #expect(full.exitCode == 1 && full.errors.contains("takes no more"))
    }
  }

  @Test(
    "A wrong option is usage",
    arguments: ["", "--to crm --rate 0", "--to crm --after x", "--to crm --rate x"])
  func usage(options: String) {
    let ran = Shell.result(of: "snapshot " + options)
    #expect(ran.exitCode == 2 && ran.output.isEmpty)
  }

  @Test("A snapshot that breaks off says where to go on")
  func brokenOff() throws {
    let tally = SnapshotPublisher.Tally(sent: 500, leftOut: 2, last: Fixtures.id(9))
    let report = SnapshotReport(queue: "crm", tally: tally, end: .unreachable("It is away."))
    #expect(
      report.failure
        == .unreachable(
          "Broken off: It is away. Go on with --after \(Fixtures.id(9) as ProfileID)"))
  }

  @Test(
    "The bar shows the part that is done",
    arguments: [
      (0, 4, "[------------------------------] 0 %, 0 of 4"),
      (1, 3, "[##########--------------------] 33 %, 1 of 3"),
      (4, 4, "[##############################] 100 %, 4 of 4"),
      (0, 0, "[##############################] 100 %, 0 of 0"),
    ])
  func bar(done: Int, total: Int, text: String) {
    #expect(ProgressBar(done: done, total: total).text == text)
  }
}
