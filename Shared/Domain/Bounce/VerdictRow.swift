/// Row of the table by which answers are judged.
public struct VerdictRow: Hashable, Sendable {
  /// Condition that the row has.
  public enum Condition: Hashable, Sendable {
    /// Any of these phrases, as `PhraseSet` reads them.
    case words([String])
    /// Any of these enhanced codes, whatever their class; no detail is any detail.
    case statuses([StatusPattern])
    /// Any of these reply codes.
    case replies([Int])
  }

  /// Enhanced code without its class.
  public struct StatusPattern: Hashable, Sendable {
    let subject: Int
    let details: ClosedRange<Int>
    /// The class that it must have; `nil` for any.
    let category: Int?

    func matches(_ status: EnhancedStatus) -> Bool {
      status.subject == subject && details ~= status.detail
        && (category.map { $0 == status.category } ?? true)
    }
  }

  /// The row's name, by which tests and `bounce explain` call it.
  public let name: String
  /// Meaning of an answer that fulfils it.
  public let reason: BounceReason
  /// Source of the row: a standard, a vendor's page, a server that was run.
  public let source: String
  /// Words or codes for which it looks.
  public let condition: Condition

  static func words(
    _ name: String, _ reason: BounceReason, _ source: String, _ phrases: [String]
  ) -> VerdictRow {
    VerdictRow(name: name, reason: reason, source: source, condition: .words(phrases))
  }

  static func status(
    _ name: String, _ reason: BounceReason, _ source: String, _ patterns: [String]
  ) -> VerdictRow {
    VerdictRow(
      name: name, reason: reason, source: source,
      condition: .statuses(patterns.compactMap(StatusPattern.init)))
  }

  static func reply(
    _ name: String, _ reason: BounceReason, _ source: String, _ codes: [Int]
  ) -> VerdictRow {
    VerdictRow(name: name, reason: reason, source: source, condition: .replies(codes))
  }
}

extension VerdictRow.StatusPattern {
  /// Reads `x.1.1`, `5.2.0`, `x.7.500-699` or `x.6.x`.
  init?(_ text: String) {
    let parts = text.split(separator: ".")
    guard parts.count == 3, let subject = Int(parts[1]) else { return nil }
    let bounds = parts[2].split(separator: "-").compactMap { Int($0) }
    let range = bounds.isEmpty ? 0...999 : bounds[0]...bounds[bounds.count - 1]
    self.init(subject: subject, details: range, category: Int(parts[0]))
  }
}
