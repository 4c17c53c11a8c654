/// Reader of a workbook's shared texts, which it hands out as they come.
public struct SharedStringsReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: OOXML.sheetNamespaces, elements: ["si", "rPh", "+t"], attributes: [])

  private enum Element: UInt8 {
    case item = 1, phonetic
  }

  /// The texts that are complete, one after the other, in UTF-8 with their escapes.
  public private(set) var octets: [UInt8] = []
  /// The places where each of them ends.
  public private(set) var ends: [Int] = []
  private var isPhonetic = false

  /// A reader that has seen nothing.
  public init() {}

  /// Forgets the texts that are complete.
  public mutating func removeAll() {
    octets.removeFirst(ends.last ?? 0)
    ends.removeAll(keepingCapacity: true)
  }

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    for event in tape.events {
      let isPhoneticElement = event.name == Element.phonetic.rawValue
      switch event.kind {
      case .start: if isPhoneticElement { isPhonetic = true }
      case .end: if isPhoneticElement { isPhonetic = false } else { ends.append(octets.count) }
      case .text where !isPhonetic:
        octets.append(contentsOf: tape.bytes[event.range])
        guard octets.count - (ends.last ?? 0) <= SheetRow.cellLimit else { throw .tooLarge(.cell) }
      case .text, .attribute: break
      }
    }
  }
}
