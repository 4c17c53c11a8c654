/// Value that a program printed into a cell, in one form for all programs (P8).
///
/// Booleans are `TRUE` and `FALSE`, times have no seconds where those are 0, whole numbers are their
/// digits: `True`, `2026-11-30 08:15:00` and `701234567.0` come of programs, not of people. What a person
/// may have meant stays: `1E5` and `0701` are texts. A name is not read like this: one may be True.
public struct PrintedValue: Sendable {
  /// The value as text; empty where the number cannot be had back.
  public let text: String
  /// Tells whether it is a number that has lost digits.
  public let isRounded: Bool

  /// Reads the text of a cell.
  public init(_ text: String) {
    let octets = text.utf8
    var value = (text: text, isRounded: false)
    if let last = octets.last, octets.count > 2, octets.count < 64 {
      if last == UInt8(ascii: "e") {
        value.text = Self.boolean(text) ?? text
      } else if last.isDecimalDigit {
        value = Self.number(Array(octets)) ?? (Self.time(text) ?? text, false)
      }
    }
    (self.text, isRounded) = value
  }

  /// Writes a number that has lost digits so that it is read as one again.
  public static func text(ofRounded number: String) -> String { number + ".0" }

  private static func boolean(_ text: String) -> String? {
    switch text {
    case "true", "True": "TRUE"
    case "false", "False": "FALSE"
    default: nil
    }
  }

  /// `2026-11-30 08:15:00` without its seconds.
  private static func time(_ text: String) -> String? {
    let form = text.utf8.map { $0.isDecimalDigit ? UInt8(ascii: "0") : $0 }
    guard form.count == 19, form.elementsEqual("0000-00-00 00:00:00".utf8), text.hasSuffix(":00")
    else { return nil }
    return String(text.dropLast(3))
  }

  /// A whole number with a fraction of one zero, or with an exponent that a fraction stands before.
  ///
  /// With fewer decimals than the exponent has digits to move, the last ones were cut off.
  private static func number(_ octets: [UInt8]) -> (String, Bool)? {
    guard octets.contains(UInt8(ascii: ".")), let number = DecimalText.Number(octets[...]),
      let plain = DecimalText(octets[...])
    else { return nil }
    if number.exponent == 0 {
      return number.fraction.elementsEqual("0".utf8) ? (plain.text, plain.isRounded) : nil
    }
    guard number.exponent > 0, number.fraction.contains(where: { $0 != UInt8(ascii: "0") }) else {
      return nil
    }
    guard number.fraction.count >= number.exponent else { return ("", true) }
    return plain.isWhole ? (plain.text, plain.isRounded) : nil
  }
}
