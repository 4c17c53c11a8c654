/// Words of a report about a recipient.
public struct Passage: Sendable {
  /// Source of words.
  public enum Source: String, Hashable, Sendable {
    /// `Diagnostic-Code`, or what a gateway gives as the answer.
    case diagnosticCode
    /// A line of a dialogue, as the server said it.
    case dialogue
    /// The prose about this recipient.
    case prose
    /// The rest of the notice.
    case notice
  }

  /// Source of the words.
  public let source: Source
  /// The words, as UTF-8.
  public let text: ArraySlice<UInt8>
  /// The codes of answers among them.
  public let codes: [AnswerCode]

  init(_ source: Source, _ text: ArraySlice<UInt8>) {
    self.source = source
    self.text = text
    codes = AnswerCode.all(in: text)
  }
}
