import Formats
import Testing

@Suite("Printed values")
struct PrintedValueTests {
  @Test(
    "P8: what programs print is one form, whatever the program",
    arguments: [
      ("true", "TRUE"), ("True", "TRUE"), ("false", "FALSE"),
      ("2026-11-30 08:15:00", "2026-11-30 08:15"),
      ("701234567.0", "701234567"), ("-5.0", "-5"), ("1.2345678901234e+13", "12345678901234"),
      ("4.67E+2", "467"),
    ])
  func printed(text: String, value: String) {
    #expect(PrintedValue(text).text == value)
    #expect(!PrintedValue(text).isRounded)
  }

  @Test(
    "P8: what a person may have meant stays as it is",
    arguments: [
      "TRUE", "Sant", "2026-11-30 08:15:30", "2026-11-30T08:15:00", "1E5", "12e3", "1e+05",
      "1.0E+20", "0701",
      "1.10", "12,50", "0.1", "1.5e-3", "5.", "x.0", "1.5e+0", "070-123 45 67", "12345678901234567",
      "rue", "e",
      "",
    ])
  func meant(text: String) {
    #expect(PrintedValue(text).text == text)
    #expect(!PrintedValue(text).isRounded)
  }

  @Test(
    "P8: a number that was printed with fewer digits than it has is told",
    arguments: [
      ("1.99001E+11", ""), ("1.23456789012346E+016", ""),
      ("1.2345678901234568e+16", "12345678901234568"),
      ("12345678901234567.0", "12345678901234567"),
    ])
  func rounded(text: String, value: String) {
    #expect(PrintedValue(text).isRounded)
    #expect(PrintedValue(text).text == value)
  }

  @Test(
    "P7: a number that has lost digits is written so that it is read as one",
    arguments: ["1234567890123450", "1000000000000000", "-1234567890123450", "0001234567890123450"])
  func writtenRounded(number: String) {
    #expect(PrintedValue(PrintedValue.text(ofRounded: number)).isRounded)
  }
}
