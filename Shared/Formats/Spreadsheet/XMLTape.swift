/// Contents of a piece of an XML document, in its order: elements, their attributes and texts.
///
/// Only names of a ``XMLVocabulary`` stand on it.
public struct XMLTape: Sendable {
  /// Kinds of entries.
  public enum Kind: UInt8, Sendable {
    /// An element begins.
    case start = 0
    /// An attribute of the element that began last; its value stands in ``XMLTape/bytes``.
    case attribute
    /// Text, in ``XMLTape/bytes``; a long one is cut.
    case text
    /// An element ends.
    case end
  }

  /// One thing in the document.
  struct Event {
    let kind: Kind
    /// The place of its name in the vocabulary, from 1; with text, that of the text's element.
    let name: UInt8
    /// The number of open elements, this one included.
    let depth: Int
    /// The place of its value or text.
    let range: Range<Int>
  }

  /// The events in the document's order.
  struct Events: Sequence, IteratorProtocol {
    private let words: [UInt64]
    private var place = 0
    private var offset = 0

    init(_ words: [UInt64]) {
      self.words = words
    }

    mutating func next() -> Event? {
      guard place < words.count else { return nil }
      let word = words[place]
      let start = offset
      offset += Int(word >> 32)
      place += 1
      return Event(
        kind: Kind(rawValue: UInt8(truncatingIfNeeded: word)) ?? .end,
        name: UInt8(truncatingIfNeeded: word >> 8),
        depth: Int(word >> 16 & 0xffff), range: start..<offset)
    }
  }

  /// The events, each in one word: from the low bit on, kind (8 bits), name (8), depth (16) and the
  /// length of its value or text (32).
  public var words: [UInt64] = []
  /// Values and texts, one behind the other, in UTF-8.
  public var bytes: [UInt8] = []

  /// An empty tape.
  public init() {}

  /// Empties it, and keeps its memory.
  public mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// The events in the document's order.
  var events: Events { Events(words) }

  /// The value or text of an event.
  func text(_ event: Event) -> String {
    String(decoding: bytes[event.range], as: UTF8.self)
  }

  /// The value of a boolean attribute (XML Schema).
  func flag(_ event: Event) -> Bool {
    let value = bytes[event.range]
    return value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8)
  }
}

/// Names that a reader of an XML document wants to be told; all others it is not.
public struct XMLVocabulary: Sendable {
  /// The namespaces of the elements.
  public let namespaces: [String]
  /// Local names of elements; `*` before those whose text is told, `+` before those of which nothing
  /// but their text is.
  public let elements: [String]
  /// Local names of attributes, whatever their namespace.
  public let attributes: [String]
}

/// Reader of one kind of XML document, a piece at a time.
public protocol XMLReader {
  /// The names that it wants to be told.
  static var vocabulary: XMLVocabulary { get }

  /// Takes the next piece.
  mutating func take(_ tape: XMLTape) throws(TableFault)
}
