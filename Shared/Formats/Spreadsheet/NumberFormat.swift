/// Way in which a spreadsheet shows a number, as far as that changes what the number is.
enum NumberFormat: Hashable, Sendable {
  /// Format of a number, whatever its decimals, colours and currency.
  case number
  /// Format of a day, a time of day, or both.
  case date
  /// Format of a length of time, which may be longer than a day.
  case duration
  /// With zeros before it until it has this many digits: `0701234567`.
  case padded(Int)

  /// The format that a number stands for without a code of its own (ECMA-376 part 1, 18.8.30).
  ///
  /// 27 to 36 and 50 to 58 are dates in the Far East, and nothing elsewhere.
  init(builtIn number: Int) {
    switch number {
    case 14...22, 27...36, 45, 47, 50...58: self = .date
    case 46: self = .duration
    default: self = .number
    }
  }

  /// Reads a format code, whose first section is the one for positive numbers.
  init(code: some StringProtocol) {
    var letters = CodeLetters(code)
    self = letters.format()
  }
}

/// The characters of a format code that are no literals.
private struct CodeLetters {
  private var rest: Substring.UnicodeScalarView
  private var hasDate = false
  private var hasDuration = false
  private var zeros = 0
  private var isPlain = true

  init(_ code: some StringProtocol) {
    rest = Substring(code).unicodeScalars
  }

  mutating func format() -> NumberFormat {
    while let scalar = rest.popFirst(), scalar != ";" { take(scalar) }
    if hasDuration { return .duration }
    if hasDate { return .date }
    return isPlain && zeros > 1 ? .padded(zeros) : .number
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": skip(to: "\"")
    case "\\", "_", "*": rest = rest.dropFirst()
    case "[": bracket()
    case "y", "m", "d", "h", "s", "Y", "M", "D", "H", "S": hasDate = true
    case "E", "e":
      // The sign of an exponent, or an era's year.
      isPlain = false
    case "0": zeros += 1
    case " ", "-", "/", "(", ")", ":": break
    case "A", "a", "G", "g":
      // AM/PM, and General in any language: to the end of the word.
      isPlain = false
      while let next = rest.first, next.properties.isAlphabetic || next == "/" {
        rest = rest.dropFirst()
      }
    default: isPlain = false
    }
  }

  private mutating func skip(to end: Unicode.Scalar) {
    while let scalar = rest.popFirst(), scalar != end {}
  }

  /// A length of time, `[h]`, or a colour, a currency, a condition.
  private mutating func bracket() {
    let inside = rest.prefix { $0 != "]" }
    skip(to: "]")
    let isUnit = inside.allSatisfy { "hmsHMS".unicodeScalars.contains($0) }
    if isUnit, !inside.isEmpty { hasDuration = true }
  }
}
