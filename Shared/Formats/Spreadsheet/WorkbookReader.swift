/// Reader of a workbook's list of sheets.
public struct WorkbookReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: OOXML.sheetNamespaces, elements: ["workbookPr", "sheet", "calcPr"],
    attributes: ["date1904", "name", "state", "id", "fullCalcOnLoad"])

  /// A sheet as the workbook names it.
  public struct Sheet: Sendable {
    /// Its name.
    public internal(set) var name = ""
    /// Tells whether people see it.
    public internal(set) var isVisible = true
    /// The relationship that leads to its part.
    public internal(set) var relationship = ""
  }

  /// The sheets in their order.
  public private(set) var sheets: [Sheet] = []
  /// Tells whether days are counted from 1904.
  public private(set) var isFrom1904 = false
  /// Tells whether all must be computed when the workbook is opened.
  public private(set) var computesOnLoad = false

  /// A reader that has seen nothing.
  public init() {}

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    for event in tape.events {
      switch (event.kind, event.name) {
      case (.start, 2): sheets.append(Sheet())
      case (.attribute, 1): isFrom1904 = tape.flag(event)
      case (.attribute, 5): computesOnLoad = tape.flag(event)
      case (.attribute, let name) where !sheets.isEmpty:
        let text = tape.text(event)
        switch name {
        case 2: sheets[sheets.count - 1].name = text
        case 3: sheets[sheets.count - 1].isVisible = text == "visible"
        default: sheets[sheets.count - 1].relationship = text
        }
      default: break
      }
    }
    guard sheets.count <= 10_000 else { throw .tooLarge(.parts) }
  }
}
