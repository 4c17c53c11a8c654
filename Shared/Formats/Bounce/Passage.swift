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

  /// The words in one line: white space of any kind is one space.
  public var line: String {
    var line: [UInt8] = []
    line.reserveCapacity(text.count)
    for octet in text {
      if !octet.isSpace {
        line.append(octet)
      } else if let last = line.last, last != 0x20 {
        line.append(0x20)
      }
    }
    if line.last == 0x20 { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  init(_ source: Source, _ text: ArraySlice<UInt8>) {
    self.source = source
    self.text = text
    codes = AnswerCode.all(in: text)
  }
}
