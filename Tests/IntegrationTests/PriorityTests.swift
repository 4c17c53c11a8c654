import Messaging
import TestSupport
import Testing

/// Messages with a priority, where the order counts and where it does not.
@Suite("Priorities", .serialized)
struct PriorityTests {
  @Test("L7: commands with a priority are applied and counted, and doctor tells them")
  func commands() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let body = #"{"name":{"given":"Bo"}}"#
    for (number, priority) in ([nil, 0, 9] as [UInt8?]).enumerated() {
      try publisher.publish(body, id: "c\(number)", type: "profile.create") {
        $0.priority = priority
      }
    }
    try publisher.finish()
    let worker = try testbed.worker(for: .commands)
    try wait(until: "all are applied") { try testbed.count("inbox WHERE ending = 0") == 3 }
    #expect(try worker.metric("brevduva_prioritized_total") == 2)
    try wait(until: "doctor tells it") {
      try testbed.doctor().check("priorities").found.contains("lifecycle (2)")
    }
    try worker.stop()
  }

  @Test("Registrations with a priority are counted, and no reason to warn")
  func registrations() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    try publisher.publish(
      #"{"email":"a@example.se"}"#, id: "r", type: "registration.event"
    ) { $0.priority = 3 }
    try publisher.finish()
    let worker = try testbed.worker()
    try wait(until: "it is applied") { try testbed.count("inbox WHERE ending = 0") == 1 }
    #expect(try worker.metric("brevduva_prioritized_total") == 1)
    try worker.stop()
    #expect(try testbed.count("anomaly") == 0)
    #expect(try testbed.doctor().check("priorities").state == "ok")
  }
}
