import Domain

/// Text in which the cells of a row are kept: apart by U+001F, with U+001E before a number that has lost
/// digits.
///
/// A cell that holds one of these, or NUL, which no text may, has U+FFFD in its place.
enum CellText {
  private static let (separator, mark): (Unicode.Scalar, Unicode.Scalar) = ("\u{1f}", "\u{1e}")

  static func joined(_ cells: [ImportLine.Cell]) -> String {
    var text = String.UnicodeScalarView()
    for (place, cell) in cells.enumerated() {
      if place > 0 { text.append(separator) }
      if cell.isRounded { text.append(mark) }
      for scalar in cell.text.unicodeScalars {
        let isFree = scalar != separator && scalar != mark && scalar.value != 0
        text.append(isFree ? scalar : "\u{fffd}")
      }
    }
    return String(text)
  }

  static func cells(_ text: String) -> [ImportLine.Cell] {
    text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { cell in
      let isRounded = cell.first == mark
      return ImportLine.Cell(
        String(String.UnicodeScalarView(isRounded ? cell.dropFirst() : cell)), isRounded: isRounded)
    }
  }
}
