/// Fault of a row of a table; the raw value is the word that a report has for it (P7).
public enum RowFault: String, CaseIterable, Hashable, Sendable {
  /// A quoted cell has no end.
  case unterminatedQuote
  /// A quoted cell that goes on over lines ends before text: its first mark is one too many.
  case strayQuote
  /// A cell is longer than is read.
  case cellTooLong
  /// The row is longer than is read.
  case rowTooLong
  /// The row has more cells than are read.
  case tooManyCells
  /// Octets that are not of the file's encoding.
  case invalidText
  /// The row has more cells than the header.
  case surplusCells
  /// A line break stands in a cell without quotation marks, so that the row falls apart.
  case brokenLine
  /// The row has fewer cells than the header; those that are missing are empty.
  case missingCells

  /// Tells whether the row is read all the same.
  public var isReadable: Bool { self == .missingCells }

  /// The fault and its cure, in Swedish.
  public var swedish: String {
    switch self {
    case .unterminatedQuote:
      "En cell börjar med citattecken men slutar aldrig; sätt ett citattecken efter den."
    case .strayQuote:
      "En cell börjar med ett citattecken för mycket; ta bort det eller skriv det dubbelt."
    case .cellTooLong: "En cell är för lång; högst 2 MB läses."
    case .rowTooLong: "Raden är för lång; högst 8 MB läses."
    case .tooManyCells: "Raden har för många celler; högst 16 384 läses."
    case .invalidText: "Raden har tecken i en annan kodning än resten av filen; spara den i UTF-8."
    case .surplusCells:
      "Raden har fler celler än rubriken; sätt citattecken om celler som innehåller skiljetecknet."
    case .brokenLine:
      "En cell har en radbrytning men inga citattecken, så att raden delas; sätt citattecken om den."
    case .missingCells: "Raden har färre celler än rubriken; de som saknas räknas som tomma."
    }
  }

  /// The fault and its cure, in English.
  public var english: String {
    switch self {
    case .unterminatedQuote:
      "A cell begins with a quotation mark and never ends; put one behind it."
    case .strayQuote:
      "A cell begins with one quotation mark too many; take it away or double it."
    case .cellTooLong: "A cell is too long; at most 2 MB are read."
    case .rowTooLong: "The row is too long; at most 8 MB are read."
    case .tooManyCells: "The row has too many cells; at most 16,384 are read."
    case .invalidText:
      "The row has characters in another encoding than the rest of the file; save it in UTF-8."
    case .surplusCells:
      "The row has more cells than the header; put quotation marks around cells with a separator."
    case .brokenLine:
      "A cell has a line break but no quotation marks, so the row falls apart; put marks around it."
    case .missingCells: "The row has fewer cells than the header; those missing count as empty."
    }
  }
}
