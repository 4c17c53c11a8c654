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

  /// The words as they stand, with a dash for each address that is not kept, cut behind a whole word; NULs are
  /// left out.
  ///
  /// - Parameters:
  ///   - limit: the most octets.
  ///   - isKept: tells of an address, as it stands there, whether it stays.
  /// - Returns: the words; empty if there are none.
  public func words(limit: Int, keeping isKept: (String) -> Bool) -> String {
    var kept: [UInt8] = []
    var rest = text.prefix(4 * limit)
    while true {
      let addresses = ProseAddress.all(in: rest)
      for address in addresses {
        kept += rest[..<address.range.lowerBound]
        kept +=
          isKept(String(decoding: rest[address.range], as: UTF8.self))
          ? rest[address.range] : Array("–".utf8)[...]
        rest = rest[address.range.upperBound...]
      }
      if addresses.isEmpty { break }
    }
    kept += rest
    kept.removeAll { $0 == 0 }
    if kept.count > limit {
      let cut = kept.prefix(limit)
      kept = Array(cut[..<(cut.lastIndex { $0.isSpace } ?? cut.endIndex)])
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// The same in one line.
  public func line(limit: Int, keeping isKept: (String) -> Bool) -> String {
    Passage(source, saying: words(limit: limit, keeping: isKept)).line
  }

  /// Takes words as they were kept.
  public init(_ source: Source, saying text: String) {
    self.init(source, Array(text.utf8)[...])
  }

  init(_ source: Source, _ text: ArraySlice<UInt8>) {
    self.source = source
    self.text = text
    codes = AnswerCode.all(in: text)
  }
}
