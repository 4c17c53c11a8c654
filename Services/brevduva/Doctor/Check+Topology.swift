import Contract

extension Check {
  /// Judges the exchanges and queues of a virtual host; what is as declared is told in one line.
  package static func topology(_ findings: [Survey.Finding], vhost: String) -> [Check] {
    let wrong =
      missing(findings.filter { $0.state == .missing })
      + findings.compactMap { different($0, vhost: vhost) }
      + incomparable(findings.compactMap(\.words))
    if !wrong.isEmpty { return wrong }
    return [.ok("topology", "All \(findings.count) exchanges and queues stand as declared.")]
  }

  private static func missing(_ findings: [Survey.Finding]) -> [Check] {
    if findings.isEmpty { return [] }
    let names = findings.map { "\($0.part.kind) \($0.part.name)" }.joined(separator: ", ")
    return [.fault("topology", "Not there: \(names).", cure: "brevduva topology declare")]
  }

  /// Those that the broker would not compare, mostly for want of the right to declare them.
  private static func incomparable(_ words: [String]) -> [Check] {
    guard let first = words.first else { return [] }
    return [
      .warning(
        "topology", "\(words.count) exchanges and queues could not be compared: \(first).",
        cure: "Run brevduva doctor with the user that declares the topology in AMQP_URL.")
    ]
  }

  /// Judges what waits in the queues, and whether somebody takes it.
  package static func queues(_ queues: [QueueFacts]) -> [Check] {
    if queues.isEmpty { return [] }
    let forgotten = queues.filter { $0.messages > 0 && $0.consumers == 0 }
    if forgotten.isEmpty {
      let waiting = queues.reduce(0) { $0 + $1.messages }
      let found = "\(waiting.messages("waits", "wait")), and each queue that has some is worked on."
      return [.ok("queues", found)]
    }
    return forgotten.map { queue in
      .warning(
        "queue \(queue.name)",
        "\(queue.messages.messages("waits", "wait")), and nobody takes from the queue.",
        cure: "Start \(queue.owner).")
    }
  }

  private static func different(_ finding: Survey.Finding, vhost: String) -> Check? {
    guard case .differs(let difference) = finding.state else { return nil }
    return .fault(
      "\(finding.part.kind) \(finding.part.name)",
      "\(difference.argument) is \(difference.found ?? "not set"), should be "
        + "\(difference.wanted ?? "not set")\(consequence(of: difference.argument)).",
      cure: removal(of: finding.part, vhost: vhost) + ", then brevduva topology declare")
  }

  /// What comes of an argument that is another one.
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

  private static func removal(of part: Survey.Part, vhost: String) -> String {
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

extension Survey.Finding {
  /// Why it could not be compared, in the broker's words; `nil` if it could.
  fileprivate var words: String? {
    if case .failed(let words) = state { words } else { nil }
  }
}
