import Contract
import Messaging

extension Check {
  /// Judges the exchanges and queues of a virtual host; what is as declared is told in one line.
  static func topology(_ findings: [TopologyFinding], vhost: String) -> [Check] {
    let wrong =
      missing(findings.filter { $0.state == .missing })
      + findings.compactMap { different($0, vhost: vhost) }
      + incomparable(findings.compactMap(\.refusal))
    if !wrong.isEmpty { return wrong }
    return [.ok("topology", "All \(findings.count) exchanges and queues stand as declared.")]
  }

  private static func missing(_ findings: [TopologyFinding]) -> [Check] {
    if findings.isEmpty { return [] }
    let names = findings.map(\.title).joined(separator: ", ")
    return [.fault("topology", "Not there: \(names).", cure: "brevduva topology declare")]
  }

  /// Judges the parts that the broker would not compare, mostly for want of the right to declare
  /// them.
  private static func incomparable(_ words: [String]) -> [Check] {
    guard let first = words.first else { return [] }
    return [
      .warning(
        "topology", "\(words.count) exchanges and queues could not be compared: \(first).",
        cure: "Run brevduva doctor with the user that declares the topology in AMQP_URL.")
    ]
  }

  /// Judges what waits in the queues, and whether somebody takes it.
  static func queues(_ queues: [ObservedQueue]) -> [Check] {
    let present = queues.compactMap(\.messages)
    if present.isEmpty { return [] }
    let forgotten = queues.filter(\.isForgotten)
    if forgotten.isEmpty {
      let waiting = present.reduce(0, +)
      let found = "\(waiting.messages("waits", "wait")), and each queue that has some is worked on."
      return [.ok("queues", found)]
    }
    return forgotten.map { queue in
      .warning(
        "queue \(queue.name)",
        "\((queue.messages ?? 0).messages("waits", "wait")), and nobody takes from the queue.",
        cure: queue.name == Topology.failedMail
          ? "The mail gateway's log says why it gave them back; docs/operations.md, how to send them again."
          : "Start \(queue.owner).")
    }
  }

  private static func different(_ finding: TopologyFinding, vhost: String) -> Check? {
    guard let mismatch = finding.mismatch else { return nil }
    return .fault(
      finding.title, "\(mismatch.sentence)\(consequence(of: mismatch.argument)).",
      cure: removal(of: finding.part, vhost: vhost) + ", then brevduva topology declare")
  }

  /// Consequence of an argument that is another one.
  private static func consequence(of argument: String) -> String {
    switch argument {
    case "x-delivery-limit": "; it says after how many crashes a message is set aside"
    case "x-dead-letter-exchange", "x-dead-letter-strategy", "x-overflow":
      "; without it a message that no worker survives is lost"
    case "x-single-active-consumer": "; without it commands are applied out of order"
    case "x-queue-type": "; only a quorum queue survives the loss of a node"
    default: ""
    }
  }

  private static func removal(of part: TopologyFinding.Part, vhost: String) -> String {
    let vhost = vhost.shellWord
    return switch part {
    case .queue(let queue):
      "Stop the workers, let it run empty, rabbitmqctl -p \(vhost) delete_queue \(queue.name)"
    case .exchange(let exchange):
      "Stop the publishers, rabbitmqadmin -V \(vhost) delete exchange name=\(exchange.rawValue)"
    case .binding: "Unbind it"
    }
  }
}
