import Formats
import Glibc
import TestSupport
import Testing

@Suite("Properties of CSV")
struct CSVPropertyTests {
  #if DEBUG
    static let rounds = 3000
  #else
    static let rounds = 20_000
  #endif

  static let seeds = [
    "Förnamn;Efternamn;E-post\r\nÅsa;Öberg;asa@x.se\r\n\"Bo \"\"B\"\"\";\"rad ett\nrad två\";b@x.se\r\n",
    "\"a\",\"b\"\n\"Bo \\\"B\\\"\",\\N\n\"C:\\\\post\\\\\",x\n", "a\tb\nx\\\ny\t\\N\n",
    "a;b\n\"a\\\"b\";\"Bo \"\"B\"\"\"\n\"C:\\\";x\n", "a,b\r\"c\rd\",e\rf,g\r",
    "sep=|\na|b\n\"c\"d|e",
  ]
  static let pieces =
    Array("\"\"\\,;\t|\r\n\r\nNAnt0' =+-@a".utf8) + [0, 0xc3, 0xa5, 0xff, 0xe5, 0xef]

  @Test("P8: pieces of any length give what the whole gives, whatever the file; nothing crashes")
  func pieces() {
    let seed: UInt64 = 20_261_130
    print("CSV: seed \(seed), \(Self.rounds) rounds")
    var random = SeededGenerator(seed: seed)
    let limits = CSVLimits(cell: 24, row: 60, cells: 6)
    for round in 0..<Self.rounds {
      let octets = Self.mutant(round, by: &random)
      let whole = ReadCSV(octets, limits: limits)
      for piece in [1, Int.random(in: 2...9, using: &random)] {
        #expect(
          ReadCSV(octets, piece: piece, limits: limits) == whole,
          "seed \(seed), round \(round), pieces of \(piece)")
      }
      #expect(whole.lines == whole.lines.sorted(), "seed \(seed), round \(round)")
    }
  }

  static func mutant(_ round: Int, by random: inout SeededGenerator) -> [UInt8] {
    var octets = Array(seeds[round % seeds.count].utf8)
    if round % 7 == 6 { octets = .utf16(seeds[0], isBigEndian: round % 2 == 0) }
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let place = Int.random(in: 0...octets.count, using: &random)
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      switch Int.random(in: 0...4, using: &random) {
      case 0: octets.insert(piece, at: place)
      case 1 where place < octets.count: octets[place] = piece
      case 2 where place < octets.count: octets.remove(at: place)
      case 3: octets.removeSubrange(place...)
      default: octets.insert(contentsOf: octets.prefix(place).suffix(9), at: place)
      }
    }
    return octets
  }

  @Test("P7: what our writer writes our reader gives back, whatever stands in the cells")
  func roundTrip() {
    let seed: UInt64 = 7_330
    print("CSV out and in: seed \(seed), \(Self.rounds / 4) rounds")
    var random = SeededGenerator(seed: seed)
    for round in 0..<Self.rounds / 4 {
      let width = Int.random(in: 1...4, using: &random)
      let rows = (0...Int.random(in: 0...4, using: &random)).map { _ in
        (0..<width).map { _ in Self.cell(by: &random) }
      }
      var writer = CSVWriter(separator: UInt8(ascii: round % 2 == 0 ? ";" : ","))
      for row in rows { writer.append(row) }
      let read = ReadCSV(writer.take(), piece: Int.random(in: 1...40, using: &random))
      #expect(
        read.rows.map { $0.map(FormulaGuard.unguarded) } == rows, "seed \(seed), round \(round)")
      #expect(read.faults == [])
    }
  }

  static let letters: [Character] = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "'", "\"", "\\", ",", ";", "|", " ", "a", "å",
    "N", "n",
    "0", "＝", "＋", "😀", "\0", "\u{301}", "\u{feff}", "s", "e", "p",
  ]

  static func cell(by random: inout SeededGenerator) -> String {
    let fixed = [
      "", "+46701234567", "\\\\server\\new", "sep=;", "NA", "'=1+1", "\\N", "asa@x.se",
      "0701234567",
    ]
    if Int.random(in: 0..<3, using: &random) == 0 {
      return fixed[Int.random(in: 0..<fixed.count, using: &random)]
    }
    return String(
      (0..<Int.random(in: 0...8, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      })
  }

  @Test(
    "P7: a cell that a spreadsheet would run is marked, and comes back without its mark",
    arguments: [
      "=1+1", "+46701234567", "-1", "@anna", "\tx", "\rx", "＝1", "＋46", "－1", "＠x", "\"=1", "'=1",
      " =1",
      "''+1",
    ])
  func formulas(text: String) {
    #expect(FormulaGuard.guarded(text) == "'" + text)
    #expect(FormulaGuard.unguarded("'" + text) == text)
  }

  @Test(
    "P7: a cell that no spreadsheet runs stays, an apostrophe of its own too",
    arguments: ["", "a=b", "'t Hooft", "0701234567", "Åsa", "'", "\"a\"", "'s-Hertogenbosch"])
  func noFormulas(text: String) {
    #expect(FormulaGuard.guarded(text) == text)
    #expect(FormulaGuard.unguarded(text) == text)
  }

  @Test(
    "P8: four times the file takes no more than some four times the work",
    arguments: [
      "\"", "\"\n", "\"x\n", "\"a\"b", "\"\"", "\\\"", "a,", "\n", "\"a\n\"b\n", "\\", "\"a\\\"b,",
      "'\"\\,\n",
    ])
  func linear(unit: String) {
    func work(_ count: Int) -> Double {
      let octets = Array(String(repeating: unit, count: count / unit.utf8.count).utf8)
      return (0..<3).map { _ in
        let start = Self.processorTime
        for quoting in [CSVDialect.Quoting.doubled, .escaped, .doubledUnlessEscaped] {
          _ = ReadCSV(
            String(decoding: octets, as: UTF8.self), as: CSVDialect(quoting: quoting), piece: 4096)
        }
        _ = ReadCSV(octets, piece: 4096)
        return Self.processorTime - start
      }.min() ?? 0
    }
    let (small, large) = (work(100_000), work(400_000))
    // Work by the square would be sixteen times.
    #expect(large < 9 * small + 0.02, "\(small) s and \(large) s")
  }

  /// Seconds that the process has worked.
  static var processorTime: Double { Double(clock()) / 1e6 }
}
