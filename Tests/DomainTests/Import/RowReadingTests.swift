import Domain
import Testing

@Suite("Rows of imports")
struct RowReadingTests {
  /// Reads one row, whose headers are the fields themselves.
  static func read(
    _ cells: KeyValuePairs<String, String>, repairs: Bool = false
  ) throws -> RowReading {
    let mapping = try MappingProposal(header: cells.map(\.key)).mapping()
    return mapping.read(cells.map { ImportCell($0.value) }, line: 7, repairs: repairs)
  }

  static func row(_ cells: KeyValuePairs<String, String>, repairs: Bool = false) throws -> ImportRow
  {
    guard case .row(let row) = try read(cells, repairs: repairs) else {
      throw CellFault(.noIdentity, column: "refused")
    }
    return row
  }

  static func faults(_ cells: KeyValuePairs<String, String>) throws -> [CellFault] {
    guard case .refused(let faults) = try read(cells) else { return [] }
    return faults
  }

  @Test("P1: a row says whom it names and what it says of the person")
  func whole() throws {
    let row = try Self.row([
      "externalId:ladok": " 199001011234 ", "givenName": " Åsa ", "familyName": "Öberg",
      "phone": "+46701234567",
      "email.primary": " Asa@Example.SE ", "email.additional": "b@x.se", "email.additional 2": "",
      "optOut": "",
    ])
    #expect(row.line == 7)
    #expect(row.externalIDs == [ExternalID(system: "ladok", value: "199001011234")])
    #expect(row.name == Name(given: "Åsa", family: "Öberg"))
    #expect(row.phone == "+46701234567")
    #expect(row.emails.map(\.address.text) == ["Asa@Example.SE", "b@x.se"])
    #expect(row.emails.map(\.use) == [.primary, nil])
    #expect(!row.optsOut && !row.isDeceased && row.topics.isEmpty && row.repairs == 0)
  }

  @Test("P3: an empty cell says nothing, and cells that are missing are empty")
  func missing() throws {
    let mapping = try MappingProposal(header: ["email.primary", "givenName", "phone"]).mapping()
    guard case .row(let row) = mapping.read([ImportCell("a@x.se"), ImportCell("  ")], line: 2)
    else {
      Issue.record("refused")
      return
    }
    #expect(row.name == Name())
    #expect(row.phone == nil)
  }

  @Test("P1: a row with neither id nor address is refused")
  func nobody() throws {
    #expect(
      try Self.faults(["givenName": "Åsa", "email.primary": " "]) == [
        CellFault(.noIdentity, column: nil)
      ])
    #expect(try Self.faults(["profileId": "00000000-0000-0000-0000-000000000007"]) == [])
    #expect(try Self.faults(["externalId:x": "1"]) == [])
  }

  @Test(
    "P11: yes is yes in Swedish and English, and no changes nothing",
    arguments: [
      ("ja", true), ("Yes", true), ("TRUE", true), ("sant", true), ("1", true), ("x", true),
      ("X ", true),
      ("2026-11-30", true), ("2026-11-30 08:15", true), ("2026/11/30", true), ("", false),
      ("nej", false),
      ("No", false), ("FALSE", false), ("falskt", false), ("0", false), (" ", false),
    ])
  func yes(cell: String, yes: Bool) throws {
    let row = try Self.row([
      "email.primary": "a@x.se", "optOut": cell, "optOut:Nyhetsbrev": cell, "deceased": cell,
      "protected": cell,
      "undeliverable": cell,
    ])
    #expect(row.optsOut == yes)
    #expect(row.topics == (yes ? ["nyhetsbrev"] : []))
    #expect(row.isDeceased == yes)
    #expect(row.isProtected == yes)
    #expect(row.undeliverable.isEmpty == !yes)
  }

  @Test(
    "P11: another word refuses the row, with its column",
    arguments: [
      "kanske", "2", "2026-13-01", "2026-02-29", "30/11/2026", "12:00", "2026-11-30 25:00", "ja!",
      "-",
    ])
  func unclear(cell: String) throws {
    let fault = try Self.faults(["email.primary": "a@x.se", "deceased": cell])
    #expect(fault == [CellFault(.unclearValue, column: "deceased")])
  }

  @Test(
    "P11: an undeliverable address has its day, its status and its address, each if it is known")
  func undeliverable() throws {
    let row = try Self.row([
      "email.primary": "a@x.se",
      "undeliverable": "2026-11-30 5.1.1 A@x.se; 2026-11-30 08:15 b@x.se ;4.4.7; c@x.se;",
    ])
    let day = Timestamp(microseconds: 1_795_996_800_000_000)
    #expect(
      row.undeliverable == [
        .init(address: try key("a@x.se"), since: day, status: "5.1.1"),
        .init(address: try key("b@x.se"), since: day.later(by: 29_700)), .init(status: "4.4.7"),
        .init(address: try key("c@x.se")),
      ])
    #expect(
      try Self.row(["email.primary": "a@x.se", "undeliverable": "2026-11-30"]).undeliverable == [
        .init(since: day)
      ])
    #expect(
      try Self.row(["email.primary": "a@x.se", "undeliverable": "ja"]).undeliverable == [.init()])
    for cell in ["5.1.1 2026-11-30", "a@x.se b@x.se", "trasig", "2026-11-30 6.1.1", "a@x"] {
      #expect(
        try Self.faults(["email.primary": "a@x.se", "undeliverable": cell])
          == [CellFault(.unclearValue, column: "undeliverable")])
    }
  }

  @Test(
    "I3: an address that is none refuses the row with its code, and with what would be right",
    arguments: [
      ("Åsa <a@x.se>", AddressRefusal.Code.displayName, "a@x.se"),
      ("a@x.se; b@x.se", .severalAddresses, "a@x.se"),
      ("a@x.se.", .trailingPunctuation, "a@x.se"), ("mailto:a@x.se", .mailto, "a@x.se"),
      ("a\u{200b}@x.se", .invisible, "a@x.se"), ("\u{fffd}@x.se", .invisible, nil),
      ("a@x", .oneLabel, nil),
      ("a@x.se ::: b@x.se", .secondAt, nil), ("ingen", .noAt, nil),
    ] as [(String, AddressRefusal.Code, String?)])
  func addresses(cell: String, code: AddressRefusal.Code, repaired: String?) throws {
    let faults = try Self.faults(["email.work": cell, "externalId:x": "1"])
    #expect(faults == [CellFault(.address(code), column: "email.work", repaired: repaired)])
    #expect(faults.first?.code.word == code.rawValue)
    guard let repaired else { return }
    let row = try Self.row(["email.work": cell], repairs: true)
    #expect(row.emails.map(\.address.text) == [repaired])
    #expect(row.repairs == 1)
  }

  @Test(
    "P8: a cell of Google's gives its first address the column's use, the others are additional")
  func google() throws {
    let row = try Self.row([
      "E-mail 1 - Value": "a@x.se ::: b@x.se:::c@x.se", "E-mail 2 - Value": "d@x.se",
    ])
    #expect(row.emails.map(\.address.text) == ["a@x.se", "b@x.se", "c@x.se", "d@x.se"])
    #expect(row.emails.map(\.use) == [.primary, nil, nil, nil])
  }

  @Test("U4: one address in several columns is one, with all their uses")
  func doubles() throws {
    let row = try Self.row([
      "email.additional": "a@x.se", "email.primary": "A@x.se", "email.work": "a@x.se",
      "email.additional 2": "a@X.se",
    ])
    #expect(row.emails.map(\.use) == [.primary, .work])
  }

  @Test("P8: an id or a number that has lost digits refuses the row, a name does not")
  func rounded() throws {
    let mapping = try MappingProposal(header: [
      "email.primary", "externalId:x", "phone", "givenName",
    ]).mapping()
    let cell = ImportCell("1.2e+16", value: "12000000000000000", isRounded: true)
    let reading = mapping.read([ImportCell("a@x.se"), cell, cell, cell], line: 2)
    #expect(
      reading
        == .refused([
          CellFault(.roundedNumber, column: "externalId:x"),
          CellFault(.roundedNumber, column: "phone"),
        ]))
  }

  @Test("P8: an id is what a program meant, a name what stands there")
  func printed() throws {
    let mapping = try MappingProposal(header: ["externalId:x", "givenName"]).mapping()
    let cells = [ImportCell("701234567.0", value: "701234567"), ImportCell("True", value: "TRUE")]
    guard case .row(let row) = mapping.read(cells, line: 2) else {
      Issue.record("refused")
      return
    }
    #expect(row.externalIDs.map(\.value) == ["701234567"])
    #expect(row.name.given == "True")
  }

  @Test("P4: all that is wrong with a row is told at once")
  func all() throws {
    let faults = try Self.faults([
      "profileId": "7", "givenName": "a\0b", "familyName": String(repeating: "x", count: 513),
      "email.primary": "x",
      "deceased": "?",
    ])
    #expect(
      faults.map(\.column) == ["profileId", "givenName", "familyName", "email.primary", "deceased"])
    #expect(
      faults.map(\.code) == [.badProfileID, .control, .tooLong, .address(.noAt), .unclearValue])
  }

  @Test("P7: every fault has its sentence in both languages, without a part of the cell")
  func sentences() {
    let codes = AddressRefusal.Code.allCases.map { CellFault.Code.address($0) }
    for code in codes + [
      .unclearValue, .roundedNumber, .badProfileID, .control, .tooLong, .noIdentity,
    ] {
      let fault = CellFault(code, column: "E-post", repaired: "asa@example.se")
      for language in Language.allCases {
        #expect(fault.sentence(in: language).hasSuffix("."))
        #expect(!fault.sentence(in: language).contains("asa"))
      }
      #expect(!code.word.isEmpty)
    }
  }
}
