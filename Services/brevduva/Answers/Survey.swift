package import Contract
package import Formats

/// What stands at the broker, beside what should.
package struct Survey: Answer {
  /// A part of the topology.
  package enum Part: Sendable {
    /// An exchange.
    case exchange(Exchange)
    /// A queue.
    case queue(Topology.DeclaredQueue)
    /// A way from an exchange to a queue.
    case binding(Topology.Binding)
  }

  /// How a part is.
  package enum State: Hashable, Sendable {
    /// As it should be, since before.
    case asDeclared
    /// Made now.
    case created
    /// Made now or there before; AMQP does not tell.
    case bound
    /// Not there.
    case missing
    /// There, with another argument.
    case differs(Inequivalence)
    /// The broker would not tell or make it; why, in its words.
    case failed(String)
  }

  /// A part and how it is.
  package struct Finding: Sendable {
    /// Which part.
    package let part: Part
    /// How it is.
    package var state: State

    /// Describes a part.
    package init(_ part: Part, _ state: State) {
      self.part = part
      self.state = state
    }
  }

  private let findings: [Finding]
  private let declared: Bool

  /// Gathers findings, of a declaration or of a mere look.
  package init(_ findings: [Finding], declared: Bool) {
    self.findings = findings
    self.declared = declared
  }

  package var verdict: Verdict {
    let wrong = findings.filter(\.isWrong).map { "\($0.part.kind) \($0.part.name)" }
    guard let first = wrong.first else { return .done }
    let more = wrong.count == 1 ? " is" : " and \(wrong.count - 1) more are"
    return .refused("\(first)\(more) not as the workers need it. \(cure)")
  }

  /// What mends the worst of it.
  private var cure: String {
    if findings.contains(where: \.isDifferent) {
      return
        "A queue or exchange cannot be changed: stop the workers, let it run empty, delete it, "
        + "then run brevduva topology declare."
    }
    return findings.contains { $0.state == .missing }
      ? "Run brevduva topology declare."
      : "Give the user of AMQP_URL the rights to configure, write and read brevduva's names."
  }

  package func write(to json: inout JSONWriter) {
    json.array(findings) { json, finding in
      json.object {
        $0.member("kind", finding.part.kind)
        $0.member("name", finding.part.name)
        $0.member("state", finding.word)
        $0.member("argument", orNull: finding.difference?.argument)
        $0.member("wanted", orNull: finding.difference?.wanted)
        $0.member("found", orNull: finding.difference?.found)
        $0.member("detail", orNull: finding.failure)
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["kind", "name", "state", "detail"])
    var bindings = 0
    for finding in findings {
      if finding.state == .bound {
        bindings += 1
        continue
      }
      table.add([
        Table.Cell(finding.part.kind, .faint), Table.Cell(finding.part.name),
        Table.Cell(finding.word, finding.tone), Table.Cell(finding.detail),
      ])
    }
    let end =
      declared
      ? "\(bindings) bindings stand." : "AMQP does not tell bindings; topology declare makes them."
    return table.lines(on: surface) + [end.inTone(.faint, on: surface)]
  }

  package var hints: [String] {
    declared && verdict == .done
      ? ["The workers can start now; brevduva topology check looks again."] : []
  }
}

extension Survey.Part {
  /// `exchange`, `queue` or `binding`.
  var kind: String {
    switch self {
    case .exchange: "exchange"
    case .queue: "queue"
    case .binding: "binding"
    }
  }

  /// What it is called; a binding by its way.
  var name: String {
    switch self {
    case .exchange(let exchange): exchange.rawValue
    case .queue(let queue): queue.name
    case .binding(let binding):
      "\(binding.exchange.rawValue) → \(binding.queue) (\(binding.routingKey))"
    }
  }
}

extension Survey.Finding {
  /// Whether someone must do something.
  fileprivate var isWrong: Bool {
    switch state {
    case .asDeclared, .created, .bound: false
    case .missing, .differs, .failed: true
    }
  }

  fileprivate var isDifferent: Bool { difference != nil }

  fileprivate var difference: Inequivalence? {
    if case .differs(let difference) = state { difference } else { nil }
  }

  fileprivate var failure: String? {
    if case .failed(let words) = state { words } else { nil }
  }

  fileprivate var word: String {
    switch state {
    case .asDeclared: "asDeclared"
    case .created: "created"
    case .bound: "bound"
    case .missing: "missing"
    case .differs: "differs"
    case .failed: "failed"
    }
  }

  fileprivate var tone: Tone {
    switch state {
    case .asDeclared, .bound: .plain
    case .created: .good
    case .missing, .differs, .failed: .bad
    }
  }

  fileprivate var detail: String? {
    guard let difference else { return failure }
    return "\(difference.argument) is \(difference.found ?? "not set"), "
      + "should be \(difference.wanted ?? "not set")"
  }
}
