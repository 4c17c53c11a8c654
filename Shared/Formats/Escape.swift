/// Keeps a text on one line, whatever it holds: nobody can forge a line of the log, or hide one.
public enum Escape {
  /// Writes controls, line separators and marks of direction as `\n`, `\t` or `\u{…}`, and a
  /// backslash twice, so that what is read can be told from what was there.
  public static func controls(in text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      case _ where isUnseen(scalar): escaped += "\\u{\(String(scalar.value, radix: 16))}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Writes the same characters as `\u{…}` and leaves all else as it is.
  public static func unseen(in text: some StringProtocol) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      if isUnseen(scalar) {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// A JSON string with its quotation marks.
  public static func json(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      case _ where isUnseen(scalar):
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }

  /// A value of the text format: in quotation marks if it could be taken for something else.
  public static func value(_ text: String) -> String {
    let isWord = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3d }
    let escaped = controls(in: text)
    guard !isWord else { return escaped }
    let parts = escaped.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + parts.joined(separator: "\\\"") + "\""
  }

  /// The first octets of a text, at most so many, and a mark if some are missing.
  public static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var kept = ""
    var octets = 0
    for scalar in text.unicodeScalars {
      octets += UTF8.width(scalar)
      if octets > limit { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "…"
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    octet >= 0x20 && octet < 0x7f && octet != UInt8(ascii: "\\")
  }

  /// Returns whether a scalar is unseen: C0, DEL, C1, the two separators, the marks of direction,
  /// and the mark of byte order: all of them below U+10000.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
    default: false
    }
  }
}
