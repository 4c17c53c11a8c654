/// A cell of a file that is imported.
public struct ImportCell: Hashable, Sendable {
  /// Its text as it stands in the file.
  public let text: String
  /// The value that a program has printed there, in one form for all programs: `TRUE`, `701234567`.
  public let value: String
  /// Tells whether it is a number that has lost digits.
  public let isRounded: Bool

  /// Describes a cell; as a rule its value is its text.
  public init(_ text: String, value: String? = nil, isRounded: Bool = false) {
    self.text = text
    self.value = value ?? text
    self.isRounded = isRounded
  }
}

extension ImportCell {
  /// The answer of a yes-or-no cell (P11); nil for a word that is neither.
  ///
  /// A date is yes: the day since when. What says no changes nothing, and neither does nothing.
  var saysYes: Bool? {
    let word = value.trimmed.lowercased()
    switch word {
    case "ja", "yes", "true", "sant", "1", "x": return true
    case "", "nej", "no", "false", "falskt", "0": return false
    default: return Timestamp(day: word) == nil ? nil : true
    }
  }
}
