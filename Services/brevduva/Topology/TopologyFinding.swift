import Contract
import Messaging

/// A part of the topology and how it stands at the broker.
struct TopologyFinding: Sendable {
  /// A part of the topology.
  enum Part: Sendable {
    /// An exchange.
    case exchange(Exchange)
    /// A queue.
    case queue(Topology.DeclaredQueue)
    /// A way from an exchange to a queue.
    case binding(Topology.Binding)
  }

  /// State of a part.
  enum State: Hashable, Sendable {
    /// The part was as it should be before.
    case asDeclared
    /// The part was made now.
    case created
    /// The binding was made now or was there before; AMQP does not tell.
    case bound
    /// The part is not there.
    case missing
    /// The part is there, with another argument.
    case differs(ArgumentMismatch)
    /// The broker would not tell or make the part; its words are the reason.
    case failed(String)
  }

  /// Part that was looked at.
  let part: Part
  /// Its state.
  var state: State

  /// Describes a part.
  init(_ part: Part, _ state: State) {
    self.part = part
    self.state = state
  }

  /// `true` if someone must do something.
  var isWrong: Bool {
    switch state {
    case .asDeclared, .created, .bound: false
    case .missing, .differs, .failed: true
    }
  }

  /// The argument that differs; `nil` if none does.
  var mismatch: ArgumentMismatch? {
    if case .differs(let mismatch) = state { mismatch } else { nil }
  }

  /// Words with which the broker would not tell or make it; `nil` if it would.
  var refusal: String? {
    if case .failed(let words) = state { words } else { nil }
  }

  /// Kind and name: `queue registrations`.
  var title: String { "\(part.kind) \(part.name)" }
}

extension TopologyFinding.Part {
  /// `exchange`, `queue` or `binding`.
  var kind: String {
    switch self {
    case .exchange: "exchange"
    case .queue: "queue"
    case .binding: "binding"
    }
  }

  /// Its name; that of a binding is its way.
  var name: String {
    switch self {
    case .exchange(let exchange): exchange.rawValue
    case .queue(let queue): queue.name
    case .binding(let binding):
      "\(binding.exchange.rawValue) → \(binding.queue) (\(binding.routingKey))"
    }
  }
}

extension TopologyFinding.State {
  /// The word in JSON.
  var word: String {
    switch self {
    case .asDeclared: "asDeclared"
    case .created: "created"
    case .bound: "bound"
    case .missing: "missing"
    case .differs: "differs"
    case .failed: "failed"
    }
  }

  /// Style in which it is shown.
  var style: TextStyle {
    switch self {
    case .asDeclared, .bound: .plain
    case .created: .good
    case .missing, .differs, .failed: .bad
    }
  }
}

extension ArgumentMismatch {
  /// Phrase for what is, and what should be.
  var sentence: String {
    "\(argument) is \(found ?? "not set"), should be \(wanted ?? "not set")"
  }
}
