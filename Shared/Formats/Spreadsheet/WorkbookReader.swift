/// Reader of a workbook's list of sheets.
public struct WorkbookReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: OOXML.sheetNamespaces, elements: ["workbookPr", "sheet", "calcPr"],
    attributes: ["date1904", "name", "state", "id", "fullCalcOnLoad"])

  private enum Element: UInt8 {
    case properties = 1, sheet, calculation
  }

  private enum Attribute: UInt8 {
    case date1904 = 1, name, state, id, fullCalcOnLoad
  }

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
      if event.kind == .start, event.name == Element.sheet.rawValue { sheets.append(Sheet()) }
      guard event.kind == .attribute else { continue }
      switch Attribute(rawValue: event.name) {
      case .date1904?: isFrom1904 = tape.flag(event)
      case .fullCalcOnLoad?: computesOnLoad = tape.flag(event)
      case .name?: setLast(\.name, tape.text(event))
      case .state?: setLast(\.isVisible, tape.text(event) == "visible")
      case .id?: setLast(\.relationship, tape.text(event))
      case nil: break
      }
    }
    guard sheets.count <= 10_000 else { throw .tooLarge(.parts) }
  }

  private mutating func setLast<Value>(_ field: WritableKeyPath<Sheet, Value>, _ value: Value) {
    if !sheets.isEmpty { sheets[sheets.count - 1][keyPath: field] = value }
  }
}
