import Contract
import Messaging

extension Check {
  /// The shortest time, in milliseconds, that a worker must be let hold a message: through an outage of the
  /// database it holds what it has for five minutes.
  private static let shortestTimeout = 600_000

  /// Judges the policies on the queues of a topology: each of them that loses or moves messages.
  static func policies(_ queues: [PolicedQueue], on topology: Topology) -> [Check] {
    let checks = topology.queues.flatMap { declared in
      queues.filter { $0.name == declared.name }.compactMap { judge($0, declared) }
    }
    if !checks.isEmpty { return checks }
    let untold = topology.queues.filter { declared in
      !queues.contains { $0.name == declared.name && $0.isTold }
    }
    guard untold.isEmpty else {
      let names = untold.map(\.name).joined(separator: ", ")
      return [
        .warning(
          "rabbitmq policies", "The management does not tell which policies hold for \(names).",
          cure: "Run brevduva doctor again in a minute, when all queues are declared.")
      ]
    }
    return [
      .ok("rabbitmq policies", "No policy changes what becomes of the messages in our queues.")
    ]
  }

  private static func judge(
    _ queue: PolicedQueue, _ declared: Topology.DeclaredQueue
  ) -> Check? {
    let limit = declared.deliveryLimit
    let isDead = declared.deadLetterExchange == nil
    var found: [String] = []
    if let time = queue.messageTTL { found.append("drops what waits longer than \(time) ms") }
    if let time = queue.expires {
      found.append("deletes the queue when nobody takes for \(time) ms")
    }
    if isDead, let most = queue.maximum {
      found.append("drops what is more than \(most) messages or octets")
    }
    if isDead, let exchange = queue.deadLetterExchange {
      found.append("sends what is given up to the exchange \(exchange)")
    }
    if let lower = queue.deliveryLimit, lower < limit {
      found.append("gives a message up after \(lower) deliveries instead of \(limit)")
    }
    let name = "policy on \(queue.name)"
    if !found.isEmpty {
      let all = found.joined(separator: ", and ")
      return fault(name, "\(sentence(queue)) \(all).", cure: cure(queue))
    }
    guard let time = queue.consumerTimeout, time < shortestTimeout else { return nil }
    return .warning(
      name,
      "\(sentence(queue)) takes a message away from a worker that holds it for \(time) ms, as in an "
        + "outage of the database.", cure: cure(queue))
  }

  private static func sentence(_ queue: PolicedQueue) -> String {
    queue.policies.isEmpty
      ? "A policy" : "The policy \(queue.policies.joined(separator: " with "))"
  }

  private static func cure(_ queue: PolicedQueue) -> String {
    "rabbitmqctl list_policies, list_operator_policies: narrow the pattern, so that it leaves out "
      + "\(queue.name)."
  }
}

extension Topology.DeclaredQueue {
  /// Number of deliveries after which it gives a message up.
  fileprivate var deliveryLimit: Int {
    guard case .int(let limit)? = arguments.first(where: { $0.name == "x-delivery-limit" })?.value
    else { return .max }
    return Int(limit)
  }

  /// The exchange that its declaration names for what it gives up; `nil` for a queue of the dead.
  fileprivate var deadLetterExchange: Value? {
    arguments.first { $0.name == "x-dead-letter-exchange" }?.value
  }
}
