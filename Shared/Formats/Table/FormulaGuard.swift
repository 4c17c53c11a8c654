/// Mark on a cell that a spreadsheet would run as a formula: an apostrophe before it (CWE-1236).
///
/// A telephone number is such a cell: `+46701234567` becomes a number without its sign. Who reads what
/// we wrote takes the mark away again and gets every text back as it was.
public enum FormulaGuard {
  /// The text as it goes out.
  public static func guarded(_ text: String) -> String {
    isFormula(text) ? "'" + text : text
  }

  /// The text as it was before it went out; one that carries no mark of ours stays.
  public static func unguarded(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "'") else { return text }
    let rest = text.unicodeScalars.dropFirst()
    return isFormula(Substring(rest)) ? String(rest) : text
  }

  /// Tells whether a spreadsheet may run a text: by its first character behind quotation marks and
  /// spaces, full-width ones included.
  private static func isFormula(_ text: some StringProtocol) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\"", " ", "\u{a0}": continue
      case "=", "+", "-", "@", "\t", "\r", "\n": return true
      case "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}": return true
      default: return false
      }
    }
    return false
  }
}
