/// A cell of a worksheet while it is read.
struct WorksheetCell {
  /// Types of a value.
  enum Kind {
    case number, shared, text, inline, boolean, error, date

    /// Reads the attribute `t`; what is not known counts as a number.
    init(_ type: Span<UInt8>) {
      switch (type.isEmpty ? 0 : type[0], type.count) {
      case (UInt8(ascii: "s"), 1): self = .shared
      case (UInt8(ascii: "s"), 3): self = .text
      case (UInt8(ascii: "i"), _): self = .inline
      case (UInt8(ascii: "b"), _): self = .boolean
      case (UInt8(ascii: "e"), _): self = .error
      case (UInt8(ascii: "d"), _): self = .date
      default: self = .number
      }
    }
  }

  var kind = Kind.number
  var style = 0
  var hasFormula = false
  var isOpen = false
  /// Tells whether a text that stands in the cell itself was found.
  private var hasOwnText = false
  /// Parts of its value that came in earlier pieces.
  private(set) var octets: [UInt8] = []

  /// Tells whether its value comes in more than one part.
  var isInParts: Bool { !octets.isEmpty }

  /// Begins another cell.
  mutating func open() {
    (kind, style, hasFormula, isOpen, hasOwnText) = (.number, 0, false, true, false)
    if isInParts { octets.removeAll(keepingCapacity: true) }
  }

  /// Place of a part among those of the value.
  enum Admission {
    /// It is none of them.
    case no
    /// It is the first: what came before it is none.
    case alone
    /// It follows the others.
    case withOthers
  }

  /// Finds the place of a part: beside a text of their own cells may have the value that they had before.
  mutating func admits(ownText isOwn: Bool) -> Admission {
    guard kind == .inline, isOwn != hasOwnText else { return .withOthers }
    guard isOwn else { return .no }
    hasOwnText = true
    if isInParts { octets.removeAll(keepingCapacity: true) }
    return .alone
  }

  /// Keeps a part of the value.
  mutating func keep(_ part: ArraySlice<UInt8>) throws(TableFault) {
    octets.append(contentsOf: part)
    guard octets.count <= SheetRow.cellLimit else { throw .tooLarge(.cell) }
  }
}

/// Turns the values of a worksheet's cells into what they say.
struct WorksheetValues {
  let styles: CellStyles
  let computesOnLoad: Bool

  /// The text of a cell, or its place; nil for nothing.
  func value(
    of cell: WorksheetCell, _ value: Span<UInt8>
  ) throws(TableFault) -> (cell: SheetRow.Cell, isRounded: Bool)? {
    guard !value.isEmpty else { return nil }
    switch cell.kind {
    case .shared:
      guard let place = OOXML.number(value) else { throw .damaged }
      return (.shared(place), false)
    case .text, .inline: return (.text(SheetText.unescaped(value)), false)
    case .error: return nil
    case .date: return (.text(OOXML.moment(String(decoding: value))), false)
    case .number, .boolean:
      if cell.hasFormula, computesOnLoad, value.count == 1, value[0] == UInt8(ascii: "0") {
        return nil
      }
      if let boolean = OOXML.boolean(value, isTyped: cell.kind == .boolean) {
        return (.text(boolean), false)
      }
      guard let number = styles.text(value, style: cell.style) else {
        return (.text(String(decoding: value)), false)
      }
      return (.text(number.text), number.isRounded)
    }
  }
}
