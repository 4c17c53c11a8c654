/// A currency by its code of three letters (ISO 4217).
public struct Currency: Hashable, Sendable {
  /// Three capital letters.
  public let code: String

  /// Currencies that have no smaller unit.
  private static let whole: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV",
    "XAF", "XOF", "XPF",
  ]
  /// Currencies of which a thousandth is a unit.
  private static let thousandths: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

  /// Reads a code; `nil` for anything but three capital letters.
  public init?(_ code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy(\.isUpperCase) else { return nil }
    self.code = code
  }

  /// Number of decimals that an amount may have, from 0 to 3; 2 for a code that ISO 4217 does not have.
  ///
  /// ICU is not asked: its digits are those that CLDR shows, which for a dozen currencies are fewer.
  public var decimals: Int {
    if Self.whole.contains(code) { return 0 }
    return Self.thousandths.contains(code) ? 3 : 2
  }

  /// Returns whether a text is an amount in this currency: up to twelve digits, and after a point no more
  /// than it has decimals.
  public func hasAmount(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: .dot, omittingEmptySubsequences: false)
    guard let whole = parts.first, 1...12 ~= whole.count, parts.count <= 2,
      parts.allSatisfy({ $0.allSatisfy(\.isDigit) })
    else { return false }
    return parts.count == 1 || !parts[1].isEmpty && parts[1].count <= decimals
  }
}
