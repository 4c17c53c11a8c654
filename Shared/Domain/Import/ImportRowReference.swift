/// Name of a row of an import: where what it brought came from (E2).
///
/// Its text is `IMPORT:LINE`; the id of an import may hold colons itself.
public struct ImportRowReference: Hashable, Sendable {
  /// The type under which it stands where else that of a message does.
  public static let type = "import.row"

  /// The import.
  public let importID: ImportID
  /// The physical line on which the row begins, or its number in the sheet.
  public let line: Int

  /// Names a row.
  public init(_ importID: ImportID, line: Int) {
    self.importID = importID
    self.line = line
  }
}

extension ImportRowReference: LosslessStringConvertible {
  /// Reads its text; `nil` for anything else.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...])
    else { return nil }
    self.init(String(text[..<colon]), line: line)
  }

  /// Its text.
  public var description: String { "\(importID):\(line)" }
}
