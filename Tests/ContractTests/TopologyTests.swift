import Contract
import Messaging
import Testing

@Suite("Topology")
struct TopologyTests {
  private func matches(_ pattern: String, _ key: String) -> Bool {
    let (pattern, key) = (pattern.split(separator: "."), key.split(separator: "."))
    return pattern.count == key.count && zip(pattern, key).allSatisfy { $0 == "*" || $0 == $1 }
  }

  @Test(
    "Every type leads to its queue and to no other, alive and dead", arguments: MessageType.allCases
  )
  func routing(type: MessageType) {
    let bindings = Topology().bindings
    func queues(from exchange: Exchange) -> [String] {
      bindings.filter { $0.exchange == exchange && matches($0.routingKey, type.rawValue) }
        .map(\.queue)
    }
    #expect(queues(from: .incoming) == [type.queue.name])
    #expect(queues(from: .dead) == [type.queue.deadName])
  }

  @Test("The pattern of a user's names matches them whole, and nothing else")
  func patterns() throws {
    #expect(BrokerUser.pattern([]) == "^$")
    #expect(BrokerUser.pattern(["brevduva.in"]) == #"^brevduva\.in$"#)
    let pattern = BrokerUser.pattern(["profile.*", "registration.move"])
    #expect(pattern == #"^(profile\.[^.]+|registration\.move)$"#)
    let regex = try Regex(pattern)
    for (key, isMeant) in [
      ("profile.purge", true), ("registration.move", true), ("registration.moved", false),
      ("profile.purge.x", false), ("x.profile.purge", false), ("profile.", false), ("", false),
    ] {
      #expect((key.wholeMatch(of: regex) != nil) == isMeant, "\(key)")
    }
  }

  @Test("A worker's queue is read by it alone, and by the command line that declares it")
  func readers() {
    let all = Topology().queues.map(\.name)
    #expect(Set(BrokerUser.commandLine.read).isSuperset(of: all))
    #expect(BrokerUser.commandLine.configure.contains("registrations"))
    for queue in Queue.allCases {
      let worker = BrokerUser.worker(on: queue, telling: [])
      #expect(worker.name == queue.owner && worker.configure.isEmpty)
      #expect(worker.read == [queue.name, queue.deadName])
    }
    for user in BrokerUser.publishers {
      #expect(user.configure.isEmpty)
      #expect(user.read == (user.name == "gateway" ? ["outgoing-mail"] : []), "\(user.name)")
    }
  }

  @Test("Queues are quorum queues whose dead are not lost")
  func arguments() throws {
    let queues = Topology().queues
    #expect(queues.count == Queue.allCases.count * 2 + 2)
    #expect(Set(queues.map(\.name)).count == queues.count)
    for declared in queues {
      #expect(declared.arguments.contains(Header("x-queue-type", "quorum")))
    }
    for queue in Queue.allCases {
      let arguments = try #require(queues.first { $0.name == queue.name }).arguments
      #expect(arguments.contains(Header("x-delivery-limit", 20)))
      #expect(arguments.contains(Header("x-dead-letter-exchange", "brevduva.dead")))
      #expect(arguments.contains(Header("x-dead-letter-strategy", "at-least-once")))
      #expect(arguments.contains(Header("x-overflow", "reject-publish")))
      #expect(
        arguments.contains(Header("x-single-active-consumer", true)) == (queue == .lifecycle))
      #expect(queues.contains { $0.name == queue.deadName })
    }
  }

  @Test("Mail has a limit of deliveries of its own, and a place where what fails is kept")
  func mail() throws {
    let topology = Topology()
    let mail = try #require(topology.queues.first { $0.name == "outgoing-mail" })
    #expect(mail.arguments.contains(Header("x-delivery-limit", 100)))
    #expect(mail.arguments.contains(Header("x-dead-letter-exchange", "brevduva.dead")))
    #expect(mail.arguments.contains(Header("x-dead-letter-strategy", "at-least-once")))
    #expect(mail.arguments.contains(Header("x-overflow", "reject-publish")))
    let dead = topology.bindings.filter { $0.exchange == .dead && $0.queue == "outgoing-mail.dead" }
    #expect(Set(dead.map(\.routingKey)) == ["deliver", "outgoing-mail"])
    #expect(topology.queues.contains { $0.name == "outgoing-mail.dead" })
  }

  @Test("Every queue has a limit of deliveries of its own: brokers differ in theirs")
  func limits() {
    for queue in Topology().queues {
      #expect(queue.arguments.contains { $0.name == "x-delivery-limit" }, "\(queue.name)")
    }
  }

  @Test("Every binding leads to a queue that is declared")
  func bound() {
    let topology = Topology()
    let names = Set(topology.queues.map(\.name))
    for binding in topology.bindings { #expect(names.contains(binding.queue)) }
    for name in names { #expect(topology.bindings.contains { $0.queue == name }) }
  }
}
