import Contract
import Messaging

extension BrokerConnection {
  /// Declares the whole topology, and tells what was there before.
  mutating func declare(_ topology: Topology) throws(Failure) -> [TopologyFinding] {
    var findings = try check(topology)
    for place in findings.indices where findings[place].state == .missing {
      findings[place].state = .created
      if let refusal = try declare(findings[place].part) {
        findings[place].state = .failed(refusal.text)
      }
    }
    for binding in topology.bindings {
      let refusal = try ask { connection throws(AMQPError) in
        try connection.bind(
          binding.queue, to: binding.exchange.rawValue, routingKey: binding.routingKey)
      }
      findings.append(
        TopologyFinding(.binding(binding), refusal.map { .failed($0.text) } ?? .bound))
    }
    return findings
  }

  /// Compares the exchanges and queues that stand there with the topology; changes nothing.
  mutating func check(_ topology: Topology) throws(Failure) -> [TopologyFinding] {
    var findings: [TopologyFinding] = []
    let parts =
      topology.exchanges.map(TopologyFinding.Part.exchange)
      + topology.queues.map(TopologyFinding.Part.queue)
    for part in parts {
      findings.append(TopologyFinding(part, try state(of: part)))
    }
    return findings
  }

  /// Looks at a part: a passive declaration tells whether it is there; an active one, which changes
  /// nothing then, also whether it is the same.
  private mutating func state(of part: TopologyFinding.Part) throws(Failure)
    -> TopologyFinding.State
  {
    if let refusal = try look(at: part) {
      return refusal.code == 404 ? .missing : .failed(refusal.text)
    }
    guard let refusal = try declare(part) else { return .asDeclared }
    guard let mismatch = ArgumentMismatch(refusal.text) else { return .failed(refusal.text) }
    return .differs(mismatch)
  }

  private mutating func look(at part: TopologyFinding.Part) throws(Failure) -> Refusal? {
    try ask { connection throws(AMQPError) in
      switch part {
      case .exchange(let exchange): try connection.checkExchange(exchange.rawValue)
      case .queue(let queue): _ = try connection.checkQueue(queue.name)
      case .binding: break
      }
    }
  }

  private mutating func declare(_ part: TopologyFinding.Part) throws(Failure) -> Refusal? {
    try ask { connection throws(AMQPError) in
      switch part {
      case .exchange(let exchange):
        try connection.declareExchange(exchange.rawValue, type: exchange.kind)
      case .queue(let queue):
        try connection.declareQueue(queue.name, arguments: queue.arguments)
      case .binding: break
      }
    }
  }
}
