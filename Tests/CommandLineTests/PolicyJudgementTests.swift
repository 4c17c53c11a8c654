import Contract
import Testing

@testable import brevduva

/// Judgements of `doctor` on policies, on paper.
struct PolicyJudgementTests {
  private static func judge(_ queue: PolicedQueue) -> [Check] {
    let topology = Topology()
    let others = topology.queues.filter { $0.name != queue.name }
    return Check.policies(others.map { PolicedQueue(name: $0.name) } + [queue], on: topology)
  }

  @Test("A queue of which the management tells nothing is no queue without policies")
  func untold() {
    let checks = Self.judge(PolicedQueue(name: "lifecycle", isTold: false))
    #expect(checks.map(\.state) == [.warning] && checks[0].found.contains("lifecycle"))
    #expect(Check.policies([], on: Topology()).map(\.state) == [.warning])
  }

  @Test(
    "Each policy that loses messages is a fault that says what it does",
    arguments: [
      (PolicedQueue(name: "registrations", messageTTL: 5000), "waits longer than 5000 ms"),
      (PolicedQueue(name: "outgoing-mail", messageTTL: 0), "drops what waits longer than 0 ms"),
      (PolicedQueue(name: "imports", expires: 60_000), "deletes the queue"),
      (PolicedQueue(name: "lifecycle", deliveryLimit: 3), "after 3 deliveries instead of 20"),
      (PolicedQueue(name: "bounces.dead", deliveryLimit: 20), "20 deliveries instead of 1000000"),
      (PolicedQueue(name: "bounces.dead", maximum: 10), "more than 10 messages"),
      (PolicedQueue(name: "bounces.dead", deadLetterExchange: "x"), "to the exchange x"),
    ])
  func losing(queue: PolicedQueue, words: String) throws {
    var queue = queue
    queue.policies = ["all", "ops"]
    let checks = Self.judge(queue)
    try #require(checks.count == 1)
    #expect(checks[0].name == "policy on \(queue.name)" && checks[0].state == .fault(.wrong))
    #expect(checks[0].found.hasPrefix("The policy all with ops "))
    #expect(checks[0].found.contains(words), "\(checks[0].found)")
    #expect(checks[0].cure?.contains(queue.name) == true)
  }

  @Test(
    "A policy that changes nothing of ours is well",
    arguments: [
      PolicedQueue(name: "registrations"), PolicedQueue(name: "registrations", deliveryLimit: 20),
      PolicedQueue(name: "registrations", maximum: 10),
      PolicedQueue(name: "registrations", deadLetterExchange: "x"),
      PolicedQueue(name: "registrations", consumerTimeout: 600_000),
      PolicedQueue(name: "others", messageTTL: 1),
    ])
  func harmless(queue: PolicedQueue) {
    #expect(Self.judge(queue).map(\.state) == [.ok])
  }

  @Test("A time-out shorter than an outage that workers sit through is a warning")
  func timeout() {
    let checks = Self.judge(PolicedQueue(name: "lifecycle", consumerTimeout: 599_999))
    #expect(checks.map(\.state) == [.warning])
  }

  @Test(
    "What is no URL of a management is a wrong setting",
    arguments: ["https://a:b@h:15671", "http://a:b@h", "amqp://a:b@h:15672", "http://a:b@h:x"])
  func setting(url: String) {
    let facts = ConfigurationFacts(of: ["BROKER_MANAGEMENT_URL": url])
    #expect(facts.faults.contains { "\($0)".hasPrefix("BROKER_MANAGEMENT_URL ") })
  }
}
