import Foundation
import Messaging
import Testing

/// Messages as senders' libraries make them, and the examples of how to send.
@Suite("Senders", .serialized)
struct SenderTests {
  private static func attributes(_ id: String, _ more: [Header] = []) -> [Header] {
    [
      Header("ce-specversion", "1.0"), Header("ce-id", .string(id)),
      Header("ce-source", "urn:x:forms"), Header("ce-type", "registration.donation"),
    ] + more
  }

  private func publish(
    _ body: String, _ headers: [Header], by publisher: Publisher
  ) throws {
    try publisher.publish(
      Array(body.utf8), id: nil, type: "registration.donation"
    ) { properties in
      properties = Properties()
      properties.contentType = "application/json"
      properties.headers = headers
    }
  }

  @Test("M3: two gifts with the same form data and different ids in ce- headers are two")
  func gifts() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let gift =
      #"{"emails":[null,"asa@example.se"],"name":[],"donation":{"amount":"1.500","currency":"KWD"}}"#
    for id in ["g1", "g2", "g2"] { try publish(gift, Self.attributes(id), by: publisher) }
    try publisher.finish()
    let worker = try testbed.worker()
    try wait(until: "both are told") {
      try testbed.count("inbox") == 2 && testbed.count("outbox") == 0
        && publisher.waiting(in: "registrations") == 0
    }
    #expect(try testbed.count("registration") == 2)
    #expect(
      try testbed.sql("SELECT string_agg(message_id, ' ' ORDER BY message_id) FROM inbox")
        == "g1 g2")
    try worker.stop()
  }

  @Test("L6: a form from before a purge brings nobody back, in whatever form its time came")
  func late() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let form = #"{"email":"asa@example.se"}"#
    let written = Int64(Date.now.timeIntervalSince1970) - 3600
    try publish(form, Self.attributes("first"), by: publisher)
    try publisher.finish()
    let (matcher, commands) = (try testbed.worker(), try testbed.worker(for: .commands))
    try wait(until: "the profile is there") { try testbed.count("profile") == 1 }
    try publisher.publish(form, id: "purge", type: "profile.purge")
    try publisher.finish()
    try wait(until: "it is purged") {
      try testbed.count("inbox WHERE message_id = 'purge' AND ending = 0") == 1
    }
    let text = Date(timeIntervalSince1970: Double(written)).formatted(.iso8601)
    let times: [(id: String, time: Value)] = [
      ("text", .string(text)), ("octets", .bytes(Array(text.utf8))),
      ("seconds", .timestamp(UInt64(written))), ("milliseconds", .int(written * 1000)),
    ]
    for (id, time) in times {
      try publish(form, Self.attributes(id, [Header("ce-time", time)]), by: publisher)
    }
    try publisher.finish()
    try wait(until: "all have their outcome") { try testbed.count("inbox") == 2 + times.count }
    #expect(try testbed.count("refused WHERE code = 'purgedEarlier'") == times.count)
    #expect(try testbed.count("profile WHERE state <> 3") == 0)
    // A time that counts as none, or as now, is the person's own later registration.
    try publish(
      form, Self.attributes("old", [Header("ce-time", .int(1000))]), by: publisher)
    try publisher.finish()
    try wait(until: "the person is back") { try testbed.count("address") == 1 }
    try matcher.stop()
    try commands.stop()
  }

  /// A client that an example needs, with the command that runs it.
  private struct Client {
    let command: [String]
    let file: String

    /// Those of Python that may have pika: the one on the path, and Debian's own.
    static let python = ["python3", "/usr/bin/python3"]
      .first { isThere([$0, "-c", "import pika"]) }
      .map { Client(command: [$0], file: "register.py") }
    static let ruby =
      isThere(["ruby", "-rbunny", "-e", ""])
      ? Client(command: ["ruby"], file: "register.rb") : nil
    static let php =
      isThere(["php", "-r", "require 'PhpAmqpLib/autoload.php';"])
      ? Client(command: ["php"], file: "register.php") : nil

    private static func isThere(_ line: [String]) -> Bool {
      (try? run(line[0], Array(line.dropFirst())).status) == 0  // what cannot be run is not there
    }

    /// Sends a registration twice, and looks what becomes of it; then one that no queue takes.
    func check() throws {
      let testbed = try Testbed()
      let script = Project.url("Examples/senders/\(file)").path
      func send(_ id: String) throws -> Int32 {
        let line = Array(command.dropFirst()) + [script, id, "\(id)@example.se"]
        return try run(command[0], line, ["AMQP_URL": testbed.broker(as: "forms")]).status
      }
      #expect(try send("one") == 0)
      #expect(try send("one") == 0)
      let worker = try testbed.worker()
      try wait(until: "it is applied once") {
        try testbed.count("inbox WHERE message_id = 'one' AND ending = 0") == 1
          && testbed.count("registration") == 1
      }
      try worker.stop()
      try testbed.manage("DELETE", "queues/\(testbed.name)/registrations")
      #expect(try send("two") != 0, "a message that no queue takes is no success")
    }
  }

  @Test(
    "The example for Python loses nothing, and says what was not taken",
    .enabled(if: Client.python != nil, "pika is not installed (python3-pika)"))
  func python() throws { try Client.python?.check() }

  @Test(
    "The example for Ruby loses nothing, and says what was not taken",
    .enabled(if: Client.ruby != nil, "bunny is not installed (ruby-bunny)"))
  func ruby() throws { try Client.ruby?.check() }

  @Test(
    "The example for PHP loses nothing, and says what was not taken",
    .enabled(if: Client.php != nil, "php-amqplib is not installed (php-amqplib, php-cli)"))
  func php() throws { try Client.php?.check() }
}
