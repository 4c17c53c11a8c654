import BookSamples
import Domain
import TestSupport
import Testing

/// An import on paper: its rows and its undo, chunk by chunk, in a book of everything.
struct PaperImport {
  static let rules = ImportRules()
  var book: AddressBook
  /// Chunks of each import so far.
  private var chunks: [ImportID: Int] = [:]

  init(_ book: AddressBook) {
    self.book = book
  }

  /// Begins an import that has no rows yet.
  mutating func begin(_ id: ImportID, isDryRun: Bool = false) {
    let begun = BegunImport(
      hash: [], options: ImportOptions(columns: [:], isDryRun: isDryRun), header: [], first: [],
      total: 1_000_000)
    let chunk = ImportChunk(id: id, number: 0, rows: [], isDryRun: isDryRun, total: 1_000_000)
    let file = ImportFile(
      id: id, hash: [], source: .content([]), options: begun.options)
    #expect(decide(.opened(file, .table(begun, first: chunk))) == .applied)
    chunks[id] = 1
  }

  /// Applies rows in a chunk of their own.
  @discardableResult
  mutating func apply(
    _ rows: [ImportRow], _ rules: RowRules = RowRules(), to id: ImportID = "i"
  ) -> ImportCounts {
    let place = book.log.count
    let chunk = ImportChunk(
      id: id, number: chunks[id, default: 1], rows: rows.map { .understood($0) }, rules: rules,
      total: 1_000_000)
    chunks[id, default: 1] += 1
    #expect(decide(.rows(chunk)) == .applied)
    for logged in book.log[place...] {
      if case .imported(id, .advanced(let report)) = logged.change { return report.counts }
    }
    return ImportCounts()
  }

  /// Takes an import back in chunks of so many profiles; returns its last report.
  mutating func undo(_ id: ImportID = "i", chunk size: Int = 500) -> UndoReport? {
    guard decide(.undo(id)) == .applied else { return nil }
    var (last, kept, ids) = (ProfileID?.none, [KeptProfileReason](), touched(by: id))
    while true {
      ids = ids.filter { profile in last.map { profile > $0 } ?? true }
      let slice = Array(ids.prefix(size))
      let chunk = UndoChunk(
        id: id, profiles: slice, isLast: slice.count < size,
        report: ImportReport(stoppedAfter: ImportCounts(), refused: [], of: 9), keptBefore: kept)
      let place = book.log.count
      #expect(decide(.undoing(chunk)) == .applied)
      for logged in book.log[place...] {
        guard case .imported(id, .undone(let report)) = logged.change else { continue }
        if report.isComplete { return report }
        kept = report.firstKept
      }
      last = slice.last
    }
  }

  /// The profiles that an import touched, as a store keeps them.
  private func touched(by id: ImportID) -> [ProfileID] {
    var ids: Set<ProfileID> = []
    for logged in book.log {
      guard case .imported(id, .recorded(let profiles)) = logged.change else { continue }
      ids.formUnion(profiles.map(\.profile))
    }
    return ids.sorted()
  }

  mutating func decide(_ message: ImportMessage) -> Outcome {
    let outcome = Self.rules.decide(message, in: &book, cause: .test)
    #expect(book.missing.isEmpty)
    return outcome
  }
}

@Suite("Undo of imports")
struct UndoTests {
  private static func paper() throws -> PaperImport {
    var paper = PaperImport(try RowRulesTests.book())
    paper.begin("i")
    return paper
  }

  private static func row(_ cells: KeyValuePairs<String, String>) throws -> ImportRow {
    try RowReadingTests.row(cells)
  }

  private static let åsa: KeyValuePairs = [
    "externalId:ladok": "1", "externalId:primula": "p1", "givenName": "Eva", "familyName": "Ek",
    "phone": "070", "email.work": "new@x.se", "email.private": "asa@x.se", "optOut": "ja",
    "optOut:news": "ja", "protected": "ja", "undeliverable": "2025-03-04 5.1.1",
  ]

  /// The profiles and marks of a book but for versions.
  private static func people(_ book: AddressBook) -> [Profile] {
    [ProfileID.åsa, .bo, .cia].compactMap { book.profile($0)?.apartFromVersion }
  }

  @Test("P10: a profile that nothing has touched since returns to what it was, in every field")
  func returns() throws {
    for replaces in [false, true] {
      var paper = try Self.paper()
      let before = Self.people(paper.book)
      let rules = RowRules(replaces: replaces, overwritten: [.givenName])
      #expect(paper.apply([try Self.row(Self.åsa)], rules) == ImportCounts(changed: 1))
      #expect(Self.people(paper.book) != before)
      let undone = paper.undo()
      let report = try #require(undone)
      #expect(report.total == UndoCounts(givenBack: 1))
      #expect(Self.people(paper.book) == before)
      for text in ["asa@x.se", "asa.work@x.se", "new@x.se"] {
        #expect(try paper.book.mark(on: key(text)) == nil)
      }
      #expect(try paper.book.holder(of: key("new@x.se")) == nil)
    }
  }

  @Test("P10: a profile that the import made ends removed, and the corrected file makes it again")
  func created() throws {
    var paper = try Self.paper()
    let row = try Self.row([
      "externalId:ladok": "9", "email.primary": "eva@x.se", "givenName": "Eva",
      "undeliverable": "ja",
    ])
    #expect(paper.apply([row]) == ImportCounts(created: 1))
    let id = try #require(paper.book.holder(of: key("eva@x.se")))
    #expect(paper.undo()?.total == UndoCounts(givenBack: 1))
    let left = try #require(paper.book.profile(id))
    #expect(left.state == .removed && left.addresses == [] && left.externalIDs == [:])
    #expect(try paper.book.mark(on: key("eva@x.se")) == nil)
    paper.begin("again")
    #expect(paper.apply([row], to: "again") == ImportCounts(created: 1))
  }

  @Test("P10, U3: an address that came from a removed profile goes back to it, with its uses")
  func moved() throws {
    var paper = try Self.paper()
    let before = Self.people(paper.book)
    let row = try Self.row(["email.work": "bo@x.se"])
    #expect(paper.apply([row], RowRules(allowed: [.removedProfile])) == ImportCounts(created: 1))
    #expect(paper.undo()?.total == UndoCounts(givenBack: 2))
    #expect(Self.people(paper.book) == before)
    let changes = paper.book.log.map(\.change)
    #expect(
      changes.contains {
        if case .address(_, .returned(_, .bo, _)) = $0 { true } else { false }
      })
    #expect(paper.fates == [.made, .decided(isAccepted: false)])
  }

  @Test("P10, M2: the suggestion of a profile that something has touched since stays open")
  func touchedWithSuggestion() throws {
    var paper = try Self.paper()
    let row = try Self.row(["email.work": "bo@x.se"])
    paper.apply([row], RowRules(allowed: [.removedProfile]))
    let new = try #require(try paper.book.holder(of: key("bo@x.se")))
    #expect(paper.book.optOut(new, of: nil, cause: .test) == .applied)
    #expect(paper.undo()?.total == UndoCounts(kept: 2))
    #expect(paper.fates == [.made])
  }

  @Test("P10: two that exchanged their addresses get them back, however small the chunks")
  func exchanged() throws {
    for size in [1, 2, 500] {
      var paper = try Self.paper()
      let before = Self.people(paper.book)
      let rules = RowRules(replaces: true)
      paper.apply(
        [
          try Self.row(["externalId:ladok": "1", "email.primary": "a2@x.se"]),
          try Self.row(["externalId:ladok": "3", "email.primary": "asa@x.se"]),
        ], rules)
      paper.apply([try Self.row(["externalId:ladok": "1", "email.primary": "cia@x.se"])], rules)
      #expect(try paper.book.holder(of: key("cia@x.se")) == .åsa)
      #expect(try paper.book.holder(of: key("asa@x.se")) == .cia)
      #expect(paper.undo(chunk: size)?.total == UndoCounts(givenBack: 2))
      #expect(Self.people(paper.book) == before)
    }
  }

  /// What touches Åsa's profile after the import, and the reason that the undo tells.
  private static let touches: [(UndoReason, @Sendable (inout AddressBook) throws -> Outcome)] = [
    (.changed, { $0.update(.åsa, Edit(phone: .set("9")), cause: .test) }),
    (.changed, { try $0.mark(key("asa.work@x.se"), on: .åsa, reason: nil, cause: .test) }),
    (.changed, { $0.optOut(.åsa, of: nil, cause: .test) }),
    (.changed, { $0.optOut(.åsa, of: "news", cause: .test) }),
    (.changed, { $0.update(.åsa, Edit(isProtected: true), cause: .test) }),
    (.removed, { $0.remove(.åsa, cause: .test) }),
    (.merged, { $0.merge(.cia, into: .åsa, cause: .test) }),
    (.merged, { $0.merge(.åsa, into: .cia, cause: .test) }),
    (.deceased, { $0.declareDeceased(.åsa, cause: .test) }),
    (.purged, { $0.purge(.åsa, decision: nil, cause: .test) }),
  ]

  @Test("P10: a profile that something has touched since stays, and is told with the reason")
  func touched() throws {
    for (reason, touch) in Self.touches {
      var paper = try Self.paper()
      paper.apply([try Self.row(Self.åsa)])
      _ = try touch(&paper.book)
      let before = paper.book.profile(.åsa)
      let undone = paper.undo()
      let report = try #require(undone)
      #expect(report.total == UndoCounts(kept: 1), "\(reason)")
      #expect(report.firstKept.map(\.reason) == [reason])
      #expect(paper.book.profile(.åsa) == before)
    }
  }

  @Test("P10, R6: what was said again is a touch, though it held already; not by the import itself")
  func saidAgain() throws {
    let row = try Self.row(["externalId:ladok": "1", "optOut": "ja"])
    var paper = try Self.paper()
    paper.apply([row])
    #expect(paper.book.optOut(.åsa, of: nil, cause: .test) == .alreadyApplied)
    #expect(paper.undo()?.firstKept.map(\.reason) == [.changed])
    #expect(paper.book.profile(.åsa)?.optedOut == ["*"])

    paper = try Self.paper()
    paper.apply([row])
    #expect(paper.apply([row]) == ImportCounts(unchanged: 1))
    #expect(paper.undo()?.total == UndoCounts(givenBack: 1))
    #expect(paper.book.profile(.åsa)?.optedOut == [])

    paper = try Self.paper()
    paper.apply([row])
    paper.begin("other")
    #expect(paper.apply([row], to: "other") == ImportCounts(unchanged: 1))
    #expect(paper.undo()?.firstKept.map(\.reason) == [.changed])
  }

  /// Who says again that Åsa's address is undeliverable, which an import said.
  private static let confirmations: [@Sendable (inout PaperImport, ImportRow) throws -> Void] = [
    { paper, _ in
      let outcome = try paper.book.mark(key("asa@x.se"), on: .åsa, reason: nil, cause: .test)
      #expect(outcome == .alreadyApplied)
    },
    { paper, _ in
      let outcome = try paper.book.hear(Told.failure(.permanent), of: "asa@x.se")
      #expect(outcome == .applied)
    },
    { paper, _ in
      for day in [0, 10, 20] as [Int64] {
        let failure = Told.failure(.temporary, .mailboxFull)
        _ = try paper.book.hear(failure, of: "asa@x.se", send: "<\(day)@u>", day: day)
      }
    },
    { paper, row in
      paper.begin("other")
      #expect(paper.apply([row], to: "other") == ImportCounts(unchanged: 1))
    },
  ]

  @Test("P10, B6: a mark that anybody else has confirmed since stays; not one that it said twice")
  func confirmed() throws {
    let row = try Self.row([
      "externalId:ladok": "1", "email.private": "asa@x.se", "undeliverable": "ja",
    ])
    for confirm in Self.confirmations {
      var paper = try Self.paper()
      paper.apply([row])
      let mark = try paper.book.mark(on: key("asa@x.se"))
      try confirm(&paper, row)
      #expect(paper.undo()?.firstKept.map(\.reason) == [.changed])
      #expect(try mark != nil && paper.book.mark(on: key("asa@x.se")) == mark)
    }
    var paper = try Self.paper()
    paper.apply([row])
    paper.apply([row])
    _ = try paper.book.hear(Told.failure(.unknown), of: "asa@x.se")
    #expect(paper.undo()?.total == UndoCounts(givenBack: 1))
    #expect(try paper.book.mark(on: key("asa@x.se")) == nil)
  }

  @Test("P10: a profile that the import made stays once a registration has come to it")
  func registered() throws {
    let row = try Self.row(["email.primary": "eva@x.se"])
    let touched = ImportedProfile(
      profile: .dag, before: nil, version: 1, hasRegistrations: true)
    var book = AddressBook(
      BookContents(
        profiles: [
          Profile(id: .dag, createdAt: Cause.test.at, addresses: [try at("eva@x.se", .primary)])
        ],
        imports: [
          "i": ImportStanding(isDryRun: false, since: nil, isEnded: true, undo: UndoCounts())
        ],
        imported: [ImportedProfile.Key("i", .dag): touched]), ids: IDSource(seed: 1))
    #expect(row.emails.count == 1)
    let chunk = UndoChunk(
      id: "i", profiles: [.dag], isLast: true,
      report: ImportReport(stoppedAfter: ImportCounts(), refused: [], of: 1))
    #expect(PaperImport.rules.decide(.undoing(chunk), in: &book, cause: .test) == .applied)
    #expect(book.profile(.dag)?.state == .active)
    guard case .imported("i", .undone(let report))? = book.log.last?.change else {
      Issue.record("no report")
      return
    }
    #expect(report.firstKept == [KeptProfileReason(profile: .dag, reason: .registrationSince)])
  }

  @Test("P10: an address that somebody else has taken since keeps its profile as it is")
  func addressTaken() throws {
    var paper = try Self.paper()
    let cells: KeyValuePairs = ["externalId:ladok": "1", "email.work": "new@x.se"]
    paper.apply([try Self.row(cells)], RowRules(replaces: true))
    #expect(paper.book.addAddress(try mail("asa.work@x.se"), to: .cia, cause: .test) == .applied)
    let undone = paper.undo()
    let report = try #require(undone)
    #expect(report.firstKept == [KeptProfileReason(profile: .åsa, reason: .addressTaken)])
    #expect(try paper.book.holder(of: key("asa.work@x.se")) == .cia)
    #expect(try paper.book.holder(of: key("new@x.se")) == .åsa)
  }

  @Test("P10: two imports are taken back in turn, the later one first")
  func inTurn() throws {
    var paper = try Self.paper()
    paper.begin("later")
    let before = Self.people(paper.book)
    paper.apply([try Self.row(["externalId:ladok": "1", "email.work": "new@x.se"])])
    let between = Self.people(paper.book)
    paper.apply([try Self.row(["externalId:ladok": "1", "phone": "070"])], to: "later")
    var earlier = paper
    #expect(earlier.undo()?.total == UndoCounts(kept: 1))
    #expect(paper.undo("later")?.total == UndoCounts(givenBack: 1))
    #expect(Self.people(paper.book) == between)
    #expect(paper.undo()?.total == UndoCounts(givenBack: 1))
    #expect(Self.people(paper.book) == before)
  }

  @Test("P10: a touch between two chunks of the import counts too")
  func touchedBetween() throws {
    var paper = try Self.paper()
    paper.apply([try Self.row(["externalId:ladok": "1", "familyName": "Ek"])])
    #expect(paper.book.update(.åsa, Edit(phone: .set("9")), cause: .test) == .applied)
    paper.apply([try Self.row(["externalId:ladok": "1", "email.work": "new@x.se"])])
    #expect(paper.undo()?.firstKept.map(\.reason) == [.changed])
  }

  @Test("P10, L8: whoever is protected is given back unseen, and told without the id if kept")
  func hidden() throws {
    var paper = try Self.paper()
    paper.apply([try Self.row(["externalId:ladok": "1", "protected": "ja", "phone": "1"])])
    let place = paper.book.log.count
    #expect(paper.undo()?.total == UndoCounts(givenBack: 1))
    #expect(paper.book.profile(.åsa)?.isProtected == false)
    for logged in paper.book.log[place...] where logged.change.scope.subject != nil {
      #expect(logged.isProtected)
    }
    paper = try Self.paper()
    paper.apply([try Self.row(["externalId:ladok": "1", "protected": "ja"])])
    #expect(paper.book.update(.åsa, Edit(phone: .set("9")), cause: .test) == .applied)
    #expect(paper.undo()?.firstKept == [KeptProfileReason(profile: nil, reason: .changed)])
  }

  @Test("P10: an import that runs is stopped; its next chunk changes nothing, and calls no other")
  func stopped() throws {
    var paper = try Self.paper()
    paper.apply([try Self.row(["externalId:ladok": "1", "phone": "1"])])
    #expect(paper.decide(.undo("i")) == .applied)
    let place = paper.book.log.count
    let chunk = ImportChunk(
      id: "i", number: 2,
      rows: [.understood(try Self.row(["externalId:ladok": "3", "phone": "1"]))], total: 9)
    #expect(paper.decide(.rows(chunk)) == .alreadyApplied)
    #expect(paper.book.log.count == place)
    let report = ImportReport(stoppedAfter: ImportCounts(changed: 1), refused: [], of: 9)
    #expect(
      paper.decide(
        .undoing(UndoChunk(id: "i", profiles: [.åsa], isLast: true, report: report))) == .applied)
    #expect(paper.book.log[place].change == .imported("i", .stopped(report)))
    #expect(paper.book.profile(.åsa)?.phone == nil)
  }

  @Test("P10: an undo is refused of what there is not, of a dry run, and 90 days after the end")
  func refused() throws {
    func book(_ standing: ImportStanding) -> AddressBook {
      AddressBook(BookContents(imports: ["i": standing]), ids: IDSource(seed: 1))
    }
    let day: Int64 = 86_400
    let now = Cause.test.at
    let cases: [(ImportStanding, String)] = [
      (ImportStanding(isDryRun: true, since: now, isEnded: true), "dryRun"),
      (ImportStanding(isDryRun: false, since: now.later(by: -90 * day)), "applied"),
      (ImportStanding(isDryRun: false, since: now.later(by: -90 * day - 1)), "tooLate"),
      (ImportStanding(isDryRun: false, since: now, undo: UndoCounts()), "already"),
      (
        ImportStanding(
          isDryRun: false, since: now.later(by: -99 * day), undo: UndoCounts(), isUndone: true),
        "already"
      ),
    ]
    for (standing, word) in cases {
      var book = book(standing)
      let outcome = PaperImport.rules.decide(.undo("i"), in: &book, cause: .test)
      #expect(outcome.word == word)
      #expect(book.log.isEmpty == (word != "applied"))
    }
    var empty = AddressBook(BookContents(), ids: IDSource(seed: 1))
    #expect(
      PaperImport.rules.decide(.undo("i"), in: &empty, cause: .test) == .refused(.unknownImport))
    let chunk = UndoChunk(
      id: "i", profiles: [], isLast: true,
      report: ImportReport(stoppedAfter: ImportCounts(), refused: [], of: 0))
    #expect(
      PaperImport.rules.decide(.undoing(chunk), in: &empty, cause: .test) == .alreadyApplied)
    #expect(PaperImport.rules.decide(.undoing(nil), in: &empty, cause: .test) == .alreadyApplied)
  }
}

extension PaperImport {
  /// Changes of suggestions, in order.
  fileprivate var fates: [SuggestionChange] {
    book.log.compactMap { logged in
      if case .suggestion(_, let change) = logged.change { change } else { nil }
    }
  }
}
