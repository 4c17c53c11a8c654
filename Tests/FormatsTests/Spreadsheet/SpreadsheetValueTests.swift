import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite("Values of spreadsheets")
struct SpreadsheetValueTests {
  @Test(
    "P8: a whole number is its digits, whatever its form",
    arguments: [
      ("701234567", "701234567"), ("701234567.0", "701234567"), ("1E5", "100000"),
      ("1e+15", "1000000000000000"),
      ("4.6701234567E10", "46701234567"), ("-0701", "-701"), ("0.12", "0.12"), ("1.10", "1.1"),
      ("-0", "0"),
      ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("1.5E-3", "0.0015"), ("100", "100"), ("0", "0"),
      ("46356.34375", "46356.34375"),
    ])
  func numbers(text: String, value: String) {
    #expect(DecimalText(Array(text.utf8)[...])?.text == value)
  }

  @Test(
    "P8: a number that a program keeps as a double is the shortest text of this double",
    arguments: [
      ("12345.678900000001", "12345.6789"), ("10.199999999999999", "10.2"),
      ("-20.239999999999998", "-20.24"), ("3.0000000000000002E-5", "0.00003"),
      ("0.33333333333333331", "0.3333333333333333"), ("0.10000000000000001", "0.1"),
      ("4.0000000000000000001", "4"), ("46356.34375", "46356.34375"), ("1.10", "1.1"),
      ("199001011234", "199001011234"), ("12345678901234567", "12345678901234567"),
    ])
  func doubles(text: String, value: String) {
    #expect(DecimalText(ofDouble: Array(text.utf8)[...])?.text == value)
  }

  @Test("P8: of any double as Excel writes it the text means the same double, and is no longer")
  func anyDouble() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let digits = Int.random(in: 1...15, using: &random)
      let number = Double(Int.random(in: 1..<1_000_000_000_000_000, using: &random))
      let typed = number / pow(10, Double(digits))
      let written = String(format: "%.17g", typed)
      let read = try #require(DecimalText(ofDouble: Array(written.utf8)[...]))
      #expect(
        Double(read.text) == typed && read.text.utf8.count <= written.utf8.count, "\(written)")
    }
  }

  @Test(
    "P8: what is no number is none",
    arguments: ["", "-", "1e", "1e99", "0x10", "1,5", "1 2", "e5", "NaN", "."])
  func noNumbers(text: String) {
    #expect(DecimalText(Array(text.utf8)[...])?.text == nil)
  }

  @Test("P8: a whole number of sixteen digits or more has lost some")
  func rounded() {
    #expect(DecimalText(Array("999999999999999".utf8)[...])?.isRounded == false)
    #expect(DecimalText(Array("1.234567890123457E+16".utf8)[...])?.isRounded == true)
    #expect(DecimalText(Array("0.1234567890123456789".utf8)[...])?.isRounded == false)
  }

  @Test(
    "P8: a number's format tells whether it is a moment",
    arguments: [
      ("General", NumberFormat.number), ("0.00", .number), ("#,##0 \"kr\"", .number),
      ("[Red]-0;0", .number), ("yyyy-mm-dd", .date), ("yyyy\\-mm\\-dd", .date),
      ("[$-409]d\"den\" mmm", .date), ("h:mm AM/PM", .date), ("mm:ss.0", .date),
      ("[h]:mm", .duration),
      ("0000000000", .padded(10)), ("000\\-0000000", .padded(10)), ("0", .number),
      ("0.00E+00", .number),
      ("\"dag\" 0", .number), ("_(* 0_)", .number), ("0;yyyy", .number), ("@", .number),
      ("DD/MM/YYYY", .date),
    ])
  func formats(code: String, format: NumberFormat) {
    #expect(NumberFormat(code: code) == format)
  }

  @Test(
    "P8: days count from 1900 with Lotus' leap day, or from 1904",
    arguments: [
      (1, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, "1900-02-29"),
      (61, false, "1900-03-01"),
      (46356, false, "2026-11-30"), (46356.34375, false, "2026-11-30 08:15"),
      (46356.999995, false, "2026-12-01"), (0.34375, false, "08:15"),
      (46356.343761574, false, "2026-11-30 08:15:01"),
      (0, true, "1904-01-01"), (44894, true, "2026-11-30"), (2_958_465, false, "9999-12-31"),
      (0, false, "00:00"),
    ])
  func days(days: Double, isFrom1904: Bool, text: String) {
    #expect(SerialDate(isFrom1904: isFrom1904, days: days).text == text)
  }

  @Test("P8: what is no moment is none", arguments: [-1, 2_958_466, .nan, .infinity])
  func noDays(days: Double) {
    #expect(SerialDate(isFrom1904: false, days: days).text == nil)
  }

  @Test(
    "P8: a moment of ISO 8601 is read as the same moment in days",
    arguments: [
      ("2026-11-30", 46356), ("2026-11-30T00:00:00", 46356), ("2026-11-30T08:15:00", 46356.34375),
      ("2026-11-30T08:15", 46356.34375), ("2026-11-30T08:15:00.000Z", 46356.34375),
      ("2026-11-30T08:15:01", 46356.343761574), ("9999-12-31", 2_958_465),
      ("08:15:00", 0.34375), ("08:15:00.000000", 0.34375), ("08:15", 0.34375), ("00:00:00", 0),
      ("08:15:01", 0.343761574),
    ])
  func moments(text: String, days: Double) {
    #expect(OOXML.moment(text) == SerialDate(isFrom1904: false, days: days).text)
  }

  @Test("P8: any second of any day is one text, be it in ISO 8601 or in days")
  func anyMoment() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<2000 {
      let day = Int.random(in: 61...2_958_464, using: &random)
      let second = Int.random(in: 0..<86_400, using: &random)
      let clock = [second / 3600, second / 60 % 60, second % 60]
        .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      let date = SerialDate(isFrom1904: false, days: Double(day)).text ?? ""
      let part = Double(second) / 86_400
      let whole = SerialDate(isFrom1904: false, days: Double(day) + part).text
      #expect(OOXML.moment("\(date)T\(clock)") == whole)
      #expect(OOXML.moment(clock) == SerialDate(isFrom1904: false, days: part).text)
    }
  }

  @Test(
    "P8: what is no moment of ISO 8601 stays as it stands",
    arguments: ["", "T", "Thu", "2026.11.30", "30 T 2026", "Tel. 070", "Anna Z.", "2026-11-30T"])
  func noMoments(text: String) {
    #expect(OOXML.moment(text) == text)
  }

  @Test("P8: a length of time may be longer than a day")
  func durations() {
    #expect(SerialDate(isFrom1904: false, days: 1.5).duration == "36:00")
    #expect(SerialDate(isFrom1904: false, days: 500).duration == "12000:00")
  }

  @Test(
    "P8: escapes of control characters are taken away, other letters in that form stay",
    arguments: [
      ("a_x000D_\nb", "a\r\nb"), ("_x005F_x0041_", "_x0041_"), ("_x0041_", "_x0041_"),
      ("_x000d_", "\r"),
      ("_x00", "_x00"), ("__x0009_", "_\t"), ("_x007F_", "\u{7f}"), ("_xZZZZ_", "_xZZZZ_"),
      ("a_b_c_d_", "a_b_c_d_"),
    ])
  func escapes(text: String, plain: String) {
    #expect(SheetText.unescaped(Array(text.utf8).span) == plain)
  }

  @Test(
    "P8: the directory at the end of an archive tells its size before it is read",
    arguments: [
      ([0x50, 0x4b, 5, 6, 0, 0, 0, 0, 3, 0, 3, 0, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0], 3, 266),
      (
        [1, 2, 0x50, 0x4b, 5, 6, 0, 0, 0, 0, 9, 0, 9, 0, 1, 0, 1, 0, 0, 0, 0, 0, 2, 0, 7, 7], 9,
        65_537
      ),
    ] as [([UInt8], Int, Int)])
  func directories(tail: [UInt8], parts: Int, length: Int) {
    let directory = ZipDirectory(tail, at: 0)
    #expect(directory?.parts == parts)
    #expect(directory?.length == length)
  }

  @Test(
    "P8: an archive without an end is none",
    arguments: [[], [0x50, 0x4b, 5, 6], [UInt8](repeating: 0, count: 99)])
  func noDirectory(tail: [UInt8]) {
    #expect(ZipDirectory(tail, at: 0) == nil)
  }
}
