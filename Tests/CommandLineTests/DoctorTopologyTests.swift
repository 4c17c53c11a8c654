import Contract
import Messaging
import TestSupport
import Testing

/// `doctor` on a real broker that is not as it should be.
struct DoctorTopologyTests {
  @Test("What is missing is named, and the cure mends it")
  func missing() throws {
    try CLIHarness.use { harness in
      var connection = try Connection(to: Endpoint(harness.amqpURL), name: "test")
      try connection.deleteQueue("imports")
      try connection.deleteExchange("brevduva.mail")
      connection.close()
      let broken = try DoctorReport(of: harness)
      let check = try broken.check("topology")
      #expect(broken.exitCode == 1 && check.state == "fault")
      #expect(check.found == "Not there: exchange brevduva.mail, queue imports.")
      #expect(check.cure == "brevduva topology declare")
      #expect(try harness.run("topology declare").exitCode == 0)
      #expect(try DoctorReport(of: harness).check("topology").state == "ok")
    }
  }

  @Test(
    "A queue with another argument is a fault: which argument, what comes of it, and the way out",
    arguments: [
      ("lifecycle", "x-delivery-limit", Value.int(3), "x-delivery-limit is 3, should be 20"),
      (
        "lifecycle", "x-dead-letter-exchange", .null,
        "x-dead-letter-exchange is not set, should be brevduva.dead"
      ),
      (
        "lifecycle", "x-single-active-consumer", .null,
        "x-single-active-consumer is not set, should be true"
      ),
      ("registrations.dead", "x-delivery-limit", .int(20), "is 20, should be 1000000"),
    ])
  func differs(name: String, argument: String, value: Value, found: String) throws {
    try CLIHarness.use { harness in
      var connection = try Connection(to: Endpoint(harness.amqpURL), name: "test")
      let queue = try #require(Topology().queues.first { $0.name == name })
      try connection.deleteQueue(name)
      var arguments = queue.arguments.filter { $0.name != argument }
      if value != .null { arguments.append(Header(argument, value)) }
      try connection.declareQueue(name, arguments: arguments)
      connection.close()
      let report = try DoctorReport(of: harness)
      let check = try report.check("queue \(name)")
      #expect(report.exitCode == 1 && check.state == "fault")
      #expect(check.found.contains(found))
      let cure =
        "rabbitmqctl -p \(harness.vhost) delete_queue \(name), then brevduva topology declare"
      #expect(check.cure == "Stop the workers, let it run empty, " + cure)
    }
  }

  @Test("Messages that nobody takes are a warning that names the worker to start")
  func forgotten() throws {
    try CLIHarness.use { harness in
      try #require(try harness.run("publish profile.restore -", input: "{}").exitCode == 0)
      let report = try DoctorReport(of: harness)
      let check = try report.check("queue lifecycle")
      #expect(report.exitCode == 0 && check.state == "warning")
      #expect(check.found == "1 message waits, and nobody takes from the queue.")
      #expect(check.cure == "Start lifecycle-worker.")
    }
  }
}
