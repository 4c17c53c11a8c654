import Corpora
import ICU
import Testing

@Suite(.enabled(if: Corpora.isThere, Corpora.absence)) struct IDNATests {
  @Test("I1: the domain part agrees with IdnaTestV2 in each of its 6,225 rows")
  func vectors() throws {
    var rows = 0
    for line in try Corpora.text(of: "idna/IdnaTestV2.txt").split(separator: "\n") {
      // By scalars: some marks would make one character with the semicolon after them.
      let columns = line.unicodeScalars.prefix { $0 != "#" }
        .split(separator: ";", omittingEmptySubsequences: false)
        .map { Self.trimmed(Substring($0)) }
      guard columns.count >= 5, let source = Self.unescaped(columns[0]) else { continue }
      rows += 1
      let unicode = columns[1].isEmpty ? columns[0] : columns[1]
      let expected = columns[3].isEmpty ? unicode : columns[3]
      let statusOfUnicode = columns[2].isEmpty ? "[]" : columns[2]
      let status = columns[4].isEmpty ? statusOfUnicode : columns[4]
      let (name, faults) = IDNA.asciiName(source)
      if status == "[]" {
        #expect(faults.isEmpty && Self.unescaped(expected) == name, "\(line)")
      } else {
        #expect(!faults.isEmpty, "\(line)")
      }
    }
    #expect(rows == 6225)
  }

  /// The text behind `\uXXXX` and `\x{XXXX}`; `nil` where it holds a lone surrogate.
  static func unescaped(_ text: String) -> String? {
    var result = ""
    var rest = text[...]
    while let backslash = rest.firstIndex(of: "\\") {
      result += rest[..<backslash]
      let escape = rest[backslash...].dropFirst(2)
      let isBraced = rest[backslash...].hasPrefix("\\x{")
      let digits = isBraced ? escape.dropFirst().prefix { $0 != "}" } : escape.prefix(4)
      guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
        return nil
      }
      result.unicodeScalars.append(scalar)
      rest = escape.dropFirst(digits.count + (isBraced ? 2 : 0))
    }
    return result + rest
  }

  /// Without spaces and tabs around it.
  static func trimmed(_ column: Substring) -> String {
    var scalars = column.unicodeScalars
    while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    return String(scalars)
  }
}
