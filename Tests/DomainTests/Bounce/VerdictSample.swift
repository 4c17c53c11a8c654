import BookSamples
import Domain
import Testing

/// Answer of a server, or words of a notice, and the judgement on it.
struct VerdictSample: Sendable, CustomTestStringConvertible {
  let text: String
  let kind: BounceKind
  /// The row that is to decide; `nil` where none does.
  let row: String?

  init(_ text: String, _ kind: BounceKind, _ row: String?) {
    (self.text, self.kind, self.row) = (text, kind, row)
  }

  var testDescription: String { text }
}

extension DeliveryEvidence {
  /// Evidence of one answer, its codes read from its beginning.
  static func answer(
    _ text: String, action: Action? = .failed, status: String? = nil, claim: Claim = .unclear
  ) -> DeliveryEvidence {
    DeliveryEvidence(
      action: action, status: status.flatMap { EnhancedStatus($0) },
      passages: [.answer(text)], claim: claim)
  }
}

extension DeliveryEvidence.Passage {
  /// Words with the codes that they begin with: `550`, `550 5.1.1` or `5.1.1`.
  static func answer(_ text: String, isOwn: Bool = true) -> DeliveryEvidence.Passage {
    var words = text.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "#" })[...]
    let reply = words.first.flatMap { $0.count == 3 ? Int($0) : nil }
    if reply != nil { words = words.dropFirst() }
    let status = words.first.flatMap { EnhancedStatus(String($0)) }
    return DeliveryEvidence.Passage(
      text: Array(text.utf8)[...],
      codes: reply == nil && status == nil ? [] : [.init(reply: reply, status: status)],
      isOwn: isOwn)
  }
}
