import BookSamples
import Domain
import TestSupport
import Testing

@Suite("Imports")
struct ImportRulesTests {
  private static let rules = ImportRules()
  private static let columns = [
    "E-post": "email.primary", "Arbete": "email.work", "Namn": "givenName",
  ]
  private static let header = ["E-post", "Arbete", "Namn"]

  /// Rows as a file has them: lines from 2 on.
  private static func rows(_ texts: [[String]]) throws -> [ImportChunk.Row] {
    let mapping = try ColumnMapping(columns, header: header)
    return texts.enumerated().map { place, cells in
      switch mapping.read(cells.map { ImportCell($0) }, line: place + 2) {
      case .row(let row): .understood(row)
      case .refused(let faults): .refused(RefusedRow(line: place + 2, faults[0], in: .swedish))
      }
    }
  }

  /// Imports a file chunk by chunk into a book of everything; returns the reports.
  private static func run(
    _ texts: [[String]], chunk size: Int, isDryRun: Bool = false, into book: inout AddressBook
  ) throws -> [ImportReport] {
    var (rows, reports, number) = (try rows(texts)[...], [ImportReport](), 0)
    repeat {
      let size = isDryRun ? rows.count : size
      let chunk = ImportChunk(
        id: "i", number: number, rows: Array(rows.prefix(size)), isDryRun: isDryRun,
        language: .swedish, total: texts.count, before: reports.last?.total ?? ImportCounts(),
        refusedBefore: reports.last?.firstRefused ?? [])
      let place = book.log.count
      #expect(rules.decide(.rows(chunk), in: &book, cause: .test) == .applied)
      rows = rows.dropFirst(size)
      number += 1
      let changes = book.log[place...].map(\.change)
      for case .imported("i", .advanced(let report)) in changes { reports.append(report) }
      let next = changes.compactMap { change -> [String: MessageValue]? in
        if case .message(_, .continued("import.chunk", let data)) = change { data } else { nil }
      }
      #expect(
        next == (rows.isEmpty ? [] : [["importId": .text("i"), "chunk": .number(Int64(number))]]))
    } while !rows.isEmpty
    return reports
  }

  private static let file = [
    ["a@x.se", "", "Åsa"], ["b@x.se", "b.work@x.se", "Bo"], ["no address", "", "Cia"],
    ["a@x.se", "a.work@x.se", ""], ["b@x.se", "a.work@x.se", ""], ["a@x.se", "", "Eva"],
  ]

  @Test("P5, P7: whatever the chunks, the rows apply in file order and the report is one")
  func chunks() throws {
    let empty = AddressBook(BookContents(), ids: IDSource(seed: 1))
    var whole = empty
    let report = try #require(try Self.run(Self.file, chunk: 6, into: &whole).last)
    #expect(report.total == ImportCounts(created: 2, changed: 1, unchanged: 1, refused: 2))
    #expect(report.firstRefused.map(\.line) == [4, 6])
    #expect(report.firstRefused.map(\.code) == ["noAt", "identityConflict"])
    #expect(report.firstRefused.first?.column == "E-post")
    #expect(report.isComplete)
    for size in 1...5 {
      var book = empty
      let reports = try Self.run(Self.file, chunk: size, into: &book)
      #expect(reports.last?.total == report.total)
      #expect(reports.last?.firstRefused == report.firstRefused)
      #expect(reports.dropLast().allSatisfy { !$0.isComplete })
    }
  }

  @Test("E2: what a row brings has its import and line, whatever the chunks; all else has none")
  func origins() throws {
    for size in 1...6 {
      var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
      _ = try Self.run(Self.file, chunk: size, into: &book)
      var lines: [String: Int] = [:]
      for logged in book.log {
        switch logged.change {
        case .profile(_, .created(let made)):
          #expect(logged.row?.importID == "i")
          for address in made.addresses { lines[address.key.text] = logged.row?.line }
        case .address(let key, .added): lines[key.text] = logged.row?.line
        case .imported, .message: #expect(logged.row == nil)
        default: #expect(logged.row?.importID == "i")
        }
      }
      #expect(lines == ["a@x.se": 2, "b@x.se": 3, "b.work@x.se": 3, "a.work@x.se": 5])
    }
  }

  @Test("E2: a row is named by import and line, and is read from that, colons or not")
  func names() throws {
    for (id, text) in [("i", "i:17"), ("2026:12", "2026:12:17"), ("", ":17")] {
      let row = ImportRowReference(id, line: 17)
      #expect(row.description == text)
      #expect(ImportRowReference(text) == row)
    }
    for text in ["", "i", "i:", "i:x"] { #expect(ImportRowReference(text) == nil) }
  }

  @Test("P7: the same file again changes nothing")
  func again() throws {
    var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
    _ = try Self.run(Self.file, chunk: 4, into: &book)
    let reports = try Self.run(Self.file, chunk: 4, into: &book)
    #expect(reports.last?.total == ImportCounts(unchanged: 4, refused: 2))
  }

  @Test("P7: a dry run gives the same report, and changes nothing")
  func dryRun() throws {
    var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
    let dry = try #require(try Self.run(Self.file, chunk: 4, isDryRun: true, into: &book).last)
    #expect(book.log.count == 1)
    let real = try #require(try Self.run(Self.file, chunk: 4, into: &book).last)
    #expect(dry.total == real.total && dry.firstRefused == real.firstRefused)
  }

  @Test(
    "P7: random files, twice: the second time nothing changes, and a dry run says so before",
    arguments: 1...40 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Each person in one row: two rows that give one person two primaries take turns, and change it again.
    var book = AddressBook(BookContents(), ids: IDSource(seed: seed))
    let file = (0..<6).map { row in
      [
        "\(row)@x.se", random.pick(["\(row).work@x.se", "\(row)@x.se", "", "bad"]),
        random.pick(["Åsa", ""]),
      ]
    }
    _ = try Self.run(file, chunk: 2, into: &book)
    let dry = try Self.run(file, chunk: 2, isDryRun: true, into: &book)
    let place = book.log.count
    let again = try Self.run(file, chunk: 3, into: &book)
    #expect(dry.last?.total == again.last?.total)
    #expect(again.last?.total.created == 0 && again.last?.total.changed == 0, "seed \(seed)")
    #expect(
      book.log[place...].allSatisfy { logged in
        switch logged.change {
        case .imported, .message: true
        default: false
        }
      })
  }

  @Test("P7: the same id with the same content is known, with another it is refused")
  func known() {
    let file = ImportFile(
      id: "i", hash: [1], source: .content([]), options: ImportOptions(columns: [:]))
    var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
    for (hash, outcome) in [([1], .alreadyApplied), ([2], .refused(.importExists))]
      as [([UInt8], Outcome)]
    {
      #expect(
        Self.rules.decide(.opened(file, .known(hash: hash)), in: &book, cause: .test) == outcome)
    }
    #expect(
      Self.rules.decide(
        .opened(file, .refused(.badFile(code: "encrypted", sentence: "It is locked."))), in: &book,
        cause: .test) == .refused(.badFile(code: "encrypted", sentence: "It is locked.")))
    #expect(Self.rules.decide(.rows(nil), in: &book, cause: .test) == .alreadyApplied)
    #expect(book.log.isEmpty)
  }

  @Test("P5: the first chunk goes with its file, and calls the second")
  func first() throws {
    let file = ImportFile(
      id: "i", hash: [1], source: .content([]), options: ImportOptions(columns: Self.columns))
    let begun = BegunImport(
      hash: [1], options: file.options, header: Self.header,
      first: [ImportLine(line: 2, cells: [ImportLine.Cell("a@x.se")])], total: 2,
      reading: ImportReading(id: "i", token: 1))
    let first = ImportChunk(
      id: "i", number: 0, rows: Array(try Self.rows([["a@x.se", "", ""]])), total: 2)
    let message = ImportMessage.opened(file, .table(begun, first: first))
    #expect(
      Self.rules.touch(message)
        == Touch(keys: [try key("a@x.se"): .changing], imports: ["i"]))
    var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
    #expect(Self.rules.decide(message, in: &book, cause: .test) == .applied)
    let kinds = book.log.map { ChangeKind($0.change) }
    #expect(
      kinds == [
        .importBegun, .messageContinued, .profileCreated, .importRecorded, .importAdvanced,
      ])
  }

  @Test("P1: a row asks for what it needs and was not loaded, and nothing else is missing then")
  func missing() throws {
    let held = Profile(
      id: .åsa, externalIDs: ["ladok": "1"], createdAt: Cause.test.at,
      addresses: [try at("a@x.se", .primary)])
    let row = try RowReadingTests.row(["externalId:ladok": "1", "phone": "1"])
    let chunk = ImportChunk(id: "i", number: 0, rows: [.understood(row)], total: 1)
    var touch = Self.rules.touch(.rows(chunk))
    #expect(
      touch
        == Touch(externalIDs: [ExternalID(system: "ladok", value: "1")], imports: ["i"]))
    var contents = BookContents()
    contents.externalHolders[ExternalID(system: "ladok", value: "1")] = .åsa
    var book = AddressBook(contents, held: touch, ids: IDSource(seed: 1))
    _ = Self.rules.decide(.rows(chunk), in: &book, cause: .test)
    #expect(book.missing == Touch(profiles: [.åsa: .changing]))
    touch.formUnion(book.missing)
    contents.profiles = [held]
    var whole = AddressBook(contents, held: touch, ids: IDSource(seed: 1))
    #expect(Self.rules.decide(.rows(chunk), in: &whole, cause: .test) == .applied)
    #expect(whole.missing.isEmpty)
  }
}
