import BookSamples
import Domain
import TestSupport
import Testing

/// Random imports into random books, and their undo.
@Suite("Undo of imports, at random")
struct UndoPropertyTests {
  private static let addresses = (0..<14).map { "p\($0)@x.se" }
  private static let uses = ["primary", "work", "private", "student", "additional"]
  private static let topics: Set<String> = ["alumni", "news"]

  /// Six profiles, a few of them removed or protected, with some of the addresses.
  private static func book(by random: inout SeededGenerator) throws -> AddressBook {
    var free = addresses
    var profiles: [Profile] = []
    for number in 1...6 {
      var held: [Address] = []
      var left = Use.allCases
      for _ in 0..<random.pick(3) {
        let text = free.remove(at: random.pick(free.count))
        var uses: [Use] = []
        if held.isEmpty || random.isOne(of: 2) { uses.append(left.removeFirst()) }
        held.append(Address(try mail(text), uses: Uses(uses)))
      }
      profiles.append(
        Profile(
          id: ProfileID(value: UInt128(number)), state: random.isOne(of: 4) ? .removed : .active,
          version: Int64(random.pick(5)) + 1,
          name: Name(given: random.isOne(of: 2) ? "N\(number)" : nil),
          externalIDs: random.isOne(of: 2) ? ["a": "\(number)"] : [:],
          isProtected: random.isOne(of: 8),
          optedOut: topics.filter { _ in random.isOne(of: 4) }, createdAt: Cause.test.at,
          addresses: held))
    }
    return AddressBook(BookContents(profiles: profiles), ids: IDSource(seed: random.next()))
  }

  private static func row(by random: inout SeededGenerator) throws -> ImportRow? {
    var cells: [(String, String)] = []
    if random.isOne(of: 2) { cells.append(("externalId:a", "\(random.pick(9))")) }
    if random.isOne(of: 4) { cells.append(("externalId:b", "\(random.pick(9))")) }
    for use in uses where random.isOne(of: 3) {
      cells.append(("email.\(use)", random.pick(addresses)))
    }
    for (field, word) in [
      ("givenName", "G\(random.pick(3))"), ("familyName", "F"), ("phone", "\(random.pick(3))"),
      ("optOut", "ja"), ("optOut:news", "ja"), ("protected", "ja"), ("undeliverable", "ja"),
    ] where random.isOne(of: 4) { cells.append((field, word)) }
    guard !cells.isEmpty else { return nil }
    let mapping = try MappingProposal(header: cells.map(\.0)).mapping()
    guard case .row(let row) = mapping.read(cells.map { ImportCell($0.1) }, line: 2) else {
      return nil
    }
    return row
  }

  private static func rules(by random: inout SeededGenerator) -> RowRules {
    RowRules(
      replaces: random.isOne(of: 2), overwritten: random.isOne(of: 2) ? [.givenName, .phone] : [],
      allowed: random.isOne(of: 2) ? [.removedProfile] : [])
  }

  /// Imports some rows in chunks; returns the ids of all profiles that there are then.
  private static func run(
    _ paper: inout PaperImport, by random: inout SeededGenerator
  ) throws -> [ProfileID] {
    let rules = rules(by: &random)
    for _ in 0...random.pick(3) {
      var rows: [ImportRow] = []
      for _ in 0...random.pick(4) {
        if let row = try row(by: &random) { rows.append(row) }
      }
      paper.apply(rows, rules)
    }
    var made: [ProfileID] = []
    for case .profile(let id, .created) in paper.book.log.map(\.change) { made.append(id) }
    return (1...6).map { ProfileID(value: $0) } + made
  }

  @Test("P10: whatever an import did, its undo leaves the book as it was, in chunks of any size")
  func identity() throws {
    var (givenBack, moves) = (0, 0)
    for seed in 0..<3_000 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var paper = PaperImport(try Self.book(by: &random))
      paper.begin("i")
      let before = paper.book
      let ids = try Self.run(&paper, by: &random)
      let undone = paper.undo(chunk: 1 + random.pick(4))
      let report = try #require(undone)
      try #require(report.total.kept == 0, "\(seed)")
      givenBack += report.total.givenBack
      for id in ids {
        let now = try #require(paper.book.profile(id))
        guard let old = before.profile(id) else {
          try #require(
            now.state == .removed && now.addresses == [] && now.externalIDs == [:], "\(seed)")
          continue
        }
        try #require(now.apartFromVersion == old.apartFromVersion, "\(seed)")
      }
      for text in Self.addresses {
        let key = try key(text)
        try #require(paper.book.holder(of: key) == before.holder(of: key), "\(seed)")
        try #require(paper.book.mark(on: key) == nil, "\(seed)")
      }
      try Self.checkUses(paper.book.log, on: before, seed)
      moves += paper.book.log.count {
        if case .address(_, .returned) = $0.change { true } else { false }
      }
    }
    // The random imports do reach what is hard.
    #expect(givenBack > 5_000 && moves > 300, "\(givenBack) \(moves)")
  }

  /// S1 holds after every single change of the log, not only at the end.
  private static func checkUses(
    _ log: [LoggedChange], on book: AddressBook, _ seed: UInt64
  ) throws {
    var profiles: [ProfileID: Profile] = [:]
    for number in 1...6 as ClosedRange<UInt128> {
      profiles[ProfileID(value: number)] = book.profile(ProfileID(value: number))
    }
    for logged in log {
      profiles.apply(logged.change)
      for id in logged.change.scope.named {
        var uses = Uses()
        for address in profiles[id]?.addresses ?? [] {
          try #require(uses.isDisjoint(with: address.uses), "S1 \(seed)")
          uses.formUnion(address.uses)
        }
      }
    }
  }

  @Test("P10: of profiles that something touched since none changes; the others return")
  func touchedSome() throws {
    var (kept, givenBack) = (0, 0)
    for seed in 0..<3_000 as Range<UInt64> {
      var random = SeededGenerator(seed: seed ^ 0x5eed)
      var paper = PaperImport(try Self.book(by: &random))
      paper.begin("i")
      let before = paper.book
      let ids = try Self.run(&paper, by: &random)
      var touched: Set<ProfileID> = []
      for id in ids where random.isOne(of: 3) {
        guard paper.book.profile(id)?.state == .active else { continue }
        let outcome =
          switch random.pick(3) {
          case 0: paper.book.update(id, Edit(family: .set("Touched")), cause: .test)
          case 1: paper.book.remove(id, cause: .test)
          default: paper.book.optOut(id, of: "touched", cause: .test)
          }
        #expect(outcome == .applied)
        touched.insert(id)
      }
      let between = paper.book
      let undone = paper.undo(chunk: 1 + random.pick(4))
      let report = try #require(undone)
      kept += report.total.kept
      givenBack += report.total.givenBack
      let stayed = Set(report.firstKept.compactMap(\.profile))
      for id in ids {
        let now = try #require(paper.book.profile(id))
        if touched.contains(id) {
          try #require(now == between.profile(id), "\(seed)")
        } else if let old = before.profile(id), !stayed.contains(id),
          between.profile(id)?.isProtected == false
        {
          try #require(now.apartFromVersion == old.apartFromVersion, "\(seed)")
        }
      }
      try Self.checkUses(paper.book.log, on: before, seed)
    }
    #expect(kept > 1_000 && givenBack > 1_000, "\(kept) \(givenBack)")
  }
}
