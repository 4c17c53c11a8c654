import Contract
import Domain
import Store

// What values are called, the same in each answer.

extension Profile.State {
  /// Style in which it is shown.
  var style: TextStyle {
    switch self {
    case .active: .good
    case .removed, .deceased, .purged: .warning
    }
  }
}

extension Name {
  /// Both parts in a row; `nil` if neither is known.
  var text: String? {
    let parts = [given, family].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

extension Uses {
  /// The uses in a row; `additional` for none.
  var text: String {
    isEmpty ? "additional" : list.map(\.rawValue).joined(separator: ", ")
  }
}

extension Provenance {
  /// The contract's word: what a steward commands, what stands in an import's file, or any other message.
  var kind: String {
    if row != nil { return "import" }
    return switch MessageType(rawValue: type)?.queue {
    case .lifecycle: "steward"
    case .imports: "import"
    case .registrations, .contactNotes, .bounces, .mailings, nil: "message"
    }
  }

  /// The id of the import for a row of one, else that of the message.
  var id: String { row?.importID ?? message.id }

  /// Message, or import and line, and actor, as text.
  var text: String {
    let name = row.map { "import \($0.importID) line \($0.line)" } ?? "\(type) \(message.id)"
    return name + (actor.map { " (\($0))" } ?? "")
  }
}

extension MessageOutcome {
  /// Style in which it is shown.
  var style: TextStyle {
    switch self {
    case .applied, .alreadyApplied: .good
    case .refused: .bad
    case .parked, .retried: .warning
    }
  }
}

extension Int {
  /// So many messages and what they do: `1 message waits`, `2 messages wait`.
  func messages(_ one: String, _ many: String) -> String {
    self == 1 ? "1 message \(one)" : "\(self) messages \(many)"
  }
}
