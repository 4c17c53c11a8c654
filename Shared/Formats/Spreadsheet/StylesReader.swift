/// Reader of a workbook's styles, for the formats of its numbers.
public struct StylesReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: OOXML.sheetNamespaces, elements: ["numFmt", "cellXfs", "xf"],
    attributes: ["numFmtId", "formatCode"])

  /// The styles found so far.
  public private(set) var styles = CellStyles()
  private var codes: [Int: NumberFormat] = [:]
  private var isInCells = false
  private var element: UInt8 = 0
  private var number: Int?
  private var code: NumberFormat?

  /// A reader that has seen nothing.
  public init() {}

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    for event in tape.events {
      switch (event.kind, event.name) {
      case (.start, let name):
        (element, number, code) = (name, nil, nil)
        if name == 2 { isInCells = true }
        if name == 3, isInCells { styles.formats.append(.number) }
      case (.attribute, let name):
        if name == 1 { number = OOXML.number(tape.bytes[event.range].span) }
        if name == 2 { code = NumberFormat(code: tape.text(event)) }
        keepFormat()
      case (.end, 2): isInCells = false
      case (.end, _), (.text, _): break
      }
    }
    guard styles.formats.count <= 1 << 17, codes.count <= 1 << 17 else { throw .tooLarge(.parts) }
  }

  private mutating func keepFormat() {
    guard let number else { return }
    if element == 1, let code {
      codes[number] = code
    } else if element == 3, isInCells {
      styles.formats[styles.formats.count - 1] = codes[number] ?? NumberFormat(builtIn: number)
    }
  }
}
