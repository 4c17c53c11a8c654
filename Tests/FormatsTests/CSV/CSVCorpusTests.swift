import Corpora
import Formats
import Foundation
import Testing

@Suite("CSV corpus", .enabled(if: Corpora.isThere, Corpora.absence))
struct CSVCorpusTests {
  struct Label: Decodable {
    let file: String
    let rowsSha1: String?
    let expectedRows: [Row]?
  }

  /// A row as a label has it: its cells, by their headers or in their order.
  enum Row: Decodable {
    case named([String: String])
    case cells([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do {
        self = .named(try container.decode([String: String].self))
      } catch is DecodingError {
        self = .cells(try container.decode([String].self))
      }
    }

    func fits(_ cells: [String], _ header: [String]) -> Bool {
      switch self {
      case .named(let named): named == Dictionary(zip(header, cells)) { first, _ in first }
      case .cells(let all): all == cells
      }
    }
  }

  /// Files that we read otherwise than the label says, and what comes out: rows, and cells of the first.
  ///
  /// The labels are those of a reader with a separator that it guessed, and without backslashes.
  static let others: [String: (rows: Int, cells: Int, reason: String)] = [
    "frictionlessdata-frictionless-py/table.tsv": (4, 2, "a bare \\N is no value"),
    "uniVocity-univocity-parsers/essential.csv": (20, 1, "commas part it"),
    "uniVocity-univocity-parsers/essential-mac.csv": (20, 1, "commas part it"),
    "uniVocity-univocity-parsers/essential-dos.tsv": (20, 1, "tabs part it"),
    "uniVocity-univocity-parsers/essential-mac.tsv": (20, 1, "tabs part it"),
    "uniVocity-univocity-parsers/european.csv": (6, 5, "semicolons part it, backslashes escape"),
    "uniVocity-univocity-parsers/escape.csv": (2, 1, "backslashes escape; no label"),
    "uniVocity-univocity-parsers/1653f7-input.csv": (3, 1, "backslashes escape"),
    "uniVocity-univocity-parsers/example.txt": (11, 1, "columns of fixed width are one column"),
    "apache-commons-csv/testCSV246_checkWithNoComment.txt": (10, 1, "no table: one column"),
    "apache-commons-csv/test_default.txt": (15, 1, "no table: one column"),
    "apache-commons-csv/test_rfc4180_trim.txt": (18, 1, "no table: one column"),
    "apache-commons-csv/sample1.csv": (8, 1, "backslashes escape"),
  ]

  @Test("P8: every file of the corpus is read as its label says, or as it says here")
  func corpus() throws {
    let labels = try Corpora.data("csv/labels.jsonl").split(separator: 0x0a)
      .map { try JSONDecoder().decode(Label.self, from: Data($0)) }
    #expect(labels.count == 156)
    for label in labels {
      let octets = [UInt8](try Corpora.data("csv/\(label.file)"))
      guard FileKind(octets[...]) == .text else {
        #expect(label.rowsSha1 == nil, "\(label.file)")
        continue
      }
      let read = ReadCSV(octets).rows.filter { $0 != [""] }
      #expect(ReadCSV(octets, piece: 5).rows.filter { $0 != [""] } == read, "\(label.file)")
      if let other = Self.others[label.file] {
        #expect(
          read.count == other.rows && read[0].count == other.cells, "\(label.file): \(other.reason)"
        )
      } else if let sha1 = label.rowsSha1 {
        #expect(SHA1.hexadecimal(Labelled.json(read)) == sha1, "\(label.file)")
      } else {
        let expected = try #require(label.expectedRows)
        let rows = expected.count == read.count ? read : Array(read.dropFirst())
        #expect(rows.count == expected.count, "\(label.file)")
        #expect(zip(expected, rows).allSatisfy { $0.fits($1, read[0]) }, "\(label.file)")
      }
    }
  }
}

/// Rows as the labels hold them.
private enum Labelled {
  /// Rows as the labels' hashes are made of them: JSON with spaces, and nothing but ASCII.
  static func json(_ rows: [[String]]) -> [UInt8] {
    let lists = rows.map { row in "[" + row.map(text).joined(separator: ", ") + "]" }
    return Array(("[" + lists.joined(separator: ", ") + "]").utf8)
  }

  private static func text(_ text: String) -> String {
    var out = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: out += "\\\""
      case 0x5c: out += "\\\\"
      case 0x0a: out += "\\n"
      case 0x0d: out += "\\r"
      case 0x09: out += "\\t"
      case 0x08: out += "\\b"
      case 0x0c: out += "\\f"
      case 0x20..<0x7f: out.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return out + "\""
  }
}

/// The hash by which the labels name rows.
enum SHA1 {
  static func hexadecimal(_ octets: [UInt8]) -> String {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    var text = octets + [0x80]
    while text.count % 64 != 56 { text.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      text.append(UInt8(truncatingIfNeeded: (octets.count * 8) >> shift))
    }
    for block in stride(from: 0, to: text.count, by: 64) {
      mix(text[block..<block + 64], into: &state)
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
      (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(block[place + $1]) }
    }
    for place in 16..<80 {
      words.append(
        rotated(words[place - 3] ^ words[place - 8] ^ words[place - 14] ^ words[place - 16], 1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for (round, word) in words.enumerated() {
      let (mixed, constant): (UInt32, UInt32)
      switch round {
      case ..<20: (mixed, constant) = (b & c | ~b & d, 0x5a82_7999)
      case ..<40: (mixed, constant) = (b ^ c ^ d, 0x6ed9_eba1)
      case ..<60: (mixed, constant) = (b & c | b & d | c & d, 0x8f1b_bcdc)
      default: (mixed, constant) = (b ^ c ^ d, 0xca62_c1d6)
      }
      let next = rotated(a, 5) &+ mixed &+ e &+ constant &+ word
      (e, d, c, b, a) = (d, c, rotated(b, 30), a, next)
    }
    for (place, value) in [a, b, c, d, e].enumerated() { state[place] &+= value }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }
}
