/// A cell of an OpenDocument spreadsheet while it is read.
struct OpenDocumentCell {
  /// The depth at which it lies: only paragraphs right below are its text, not those of a remark.
  let depth: Int
  /// Tells whether another cell lies over it.
  let isCovered: Bool
  /// The number of columns in which it stands.
  private(set) var repeated = 1
  /// The text of its paragraphs.
  private(set) var octets: [UInt8] = []

  private var isInParagraph = false
  private var paragraphs = 0
  private var type = ""
  private var values: [OpenDocumentAttribute: String] = [:]
  private var isError = false

  init(depth: Int, isCovered: Bool) {
    self.depth = depth
    self.isCovered = isCovered
  }

  mutating func beginParagraph(at depth: Int) {
    guard depth == self.depth + 1 else { return }
    if paragraphs > 0 { octets.append(.lf) }
    paragraphs += 1
    isInParagraph = true
  }

  mutating func endParagraph(at depth: Int) {
    guard depth == self.depth + 1 else { return }
    // A line ends with its paragraph.
    if octets.last == .lf { octets.removeLast() }
    isInParagraph = false
  }

  mutating func append(_ text: some Sequence<UInt8>) {
    if isInParagraph { octets.append(contentsOf: text) }
  }

  /// Takes an attribute.
  mutating func take(_ attribute: OpenDocumentAttribute, _ text: String) {
    switch attribute {
    case .columnsRepeated: repeated = max(1, OOXML.number(Array(text.utf8).span) ?? 1)
    // LibreOffice says so beside the type.
    case .valueType: if text == "error" { isError = true } else { type = text }
    case .value, .date, .time, .boolean, .string, .formula: values[attribute] = text
    case .name, .styleName, .display, .rowsRepeated, .spaceCount: break
    }
  }

  /// The text that it says, and whether that is a number which has lost digits.
  var value: (text: String, isRounded: Bool) {
    guard !isCovered, !isError else { return ("", false) }
    switch type {
    case "float", "percentage", "currency": return number
    case "date": return (OOXML.moment(values[.date] ?? text), false)
    case "time": return (values[.time].flatMap(Self.time) ?? text, false)
    case "boolean": return (values[.boolean] == "true" ? "TRUE" : "FALSE", false)
    default:
      let text = paragraphs == 0 ? values[.string] ?? "" : text
      return (values[.formula] != nil && Self.errors.contains(text) ? "" : text, false)
    }
  }

  /// Results of formulas that failed, which not all programs mark as such.
  private static let errors: Set<String> = [
    "#N/A", "#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NULL!",
  ]

  private var text: String { SheetText.unescaped(octets.span) }

  private var number: (String, Bool) {
    // So LibreOffice writes a boolean that has no format.
    if values[.formula] == "of:=TRUE()" { return ("TRUE", false) }
    if values[.formula] == "of:=FALSE()" { return ("FALSE", false) }
    let value = Array((values[.value] ?? "").utf8)[...]
    return DecimalText(ofDouble: value).map { ($0.text, $0.isRounded) } ?? (text, false)
  }

  /// `PT08H15M00S` as `08:15`.
  private static func time(_ duration: String) -> String? {
    var seconds = 0.0
    var digits = ""
    guard duration.hasPrefix("PT") else { return nil }
    for letter in duration.dropFirst(2) {
      switch letter {
      case "0"..."9", ".": digits.append(letter)
      case "H", "M", "S":
        guard let number = Double(digits) else { return nil }
        seconds += number * (letter == "H" ? 3600 : letter == "M" ? 60 : 1)
        digits = ""
      default: return nil
      }
    }
    return SerialDate(isFrom1904: false, days: seconds / 86_400).duration
  }
}

/// Attributes of an OpenDocument spreadsheet that say something to us, by their place in the vocabulary.
enum OpenDocumentAttribute: UInt8, CaseIterable {
  case name = 1, styleName, display, rowsRepeated, columnsRepeated, spaceCount
  case valueType, value, date, time, boolean, string, formula

  /// The name in the file.
  var localName: String {
    switch self {
    case .name: "name"
    case .styleName: "style-name"
    case .display: "display"
    case .rowsRepeated: "number-rows-repeated"
    case .columnsRepeated: "number-columns-repeated"
    case .spaceCount: "c"
    case .valueType: "value-type"
    case .value: "value"
    case .date: "date-value"
    case .time: "time-value"
    case .boolean: "boolean-value"
    case .string: "string-value"
    case .formula: "formula"
    }
  }
}
