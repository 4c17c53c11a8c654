/// Reader of a workbook's styles, for the formats of its numbers.
public struct StylesReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: OOXML.sheetNamespaces, elements: ["numFmt", "cellXfs", "xf"],
    attributes: ["numFmtId", "formatCode"])

  private enum Element: UInt8 {
    case format = 1, cells, style
  }

  private enum Attribute: UInt8 {
    case number = 1, code
  }

  /// The styles found so far.
  public private(set) var styles = CellStyles()
  private var formats: [Int: NumberFormat] = [:]
  private var element: Element?
  private var number: Int?
  private var format: NumberFormat?
  /// Tells whether the styles are those of cells and not of others.
  private var isInCells = false

  /// A reader that has seen nothing.
  public init() {}

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    for event in tape.events {
      switch event.kind {
      case .start: begin(Element(rawValue: event.name))
      case .attribute:
        switch Attribute(rawValue: event.name) {
        case .number?: number = OOXML.number(tape.bytes[event.range].span)
        case .code?: format = NumberFormat(code: tape.text(event))
        case nil: break
        }
        keepFormat()
      case .end: if event.name == Element.cells.rawValue { isInCells = false }
      case .text: break
      }
    }
    guard styles.formats.count <= 1 << 17, formats.count <= 1 << 17 else { throw .tooLarge(.parts) }
  }

  private mutating func begin(_ element: Element?) {
    (self.element, number, format) = (element, nil, nil)
    if element == .cells { isInCells = true }
    if element == .style, isInCells { styles.formats.append(.number) }
  }

  private mutating func keepFormat() {
    guard let number else { return }
    if element == .format, let format {
      formats[number] = format
    } else if element == .style, isInCells {
      styles.formats[styles.formats.count - 1] =
        formats[number] ?? NumberFormat(builtIn: number)
    }
  }
}
