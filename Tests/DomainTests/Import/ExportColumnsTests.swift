import BookSamples
import Domain
import Testing

@Suite("Columns of an export")
struct ExportColumnsTests {
  private static let columns = ExportColumns(
    systems: ["ladok", "brevduva", "Primula"], topics: ["news", "*", " News", "alumni"],
    additional: 3)

  private static func cells(
    of profile: Profile, marks: [AddressKey: Mark] = [:]
  ) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: zip(columns.header, columns.row(of: profile, marks: marks)).filter {
        !$1.isEmpty
      })
  }

  @Test("P11: the headers are the fields of an import, each once, and are read as such")
  func header() throws {
    #expect(
      Self.columns.header == [
        "externalId:brevduva", "externalId:Primula", "externalId:ladok", "givenName", "familyName",
        "phone", "email.primary", "email.work", "email.private", "email.student",
        "email.additional", "email.additional 2", "email.additional 3", "optOut", "optOut:alumni",
        "optOut:news", "undeliverable", "deceased", "protected",
      ])
    let mapping = try MappingProposal(header: Self.columns.header).mapping()
    #expect(mapping.columns.map(\.field) == Self.columns.fields)
    let bare = ExportColumns(systems: [], topics: [], additional: 0)
    #expect(bare.header.count == 12 && !bare.header.contains("email.additional"))
  }

  @Test("P11: a row says all that an import takes of a person")
  func whole() throws {
    let profile = Profile(
      id: .åsa, name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
      externalIDs: ["ladok": "7"], optedOut: ["*", "NEWS"],
      addresses: [
        try at("extra@x.se"), try at("Asa@X.se", .primary, .student), try at("more@x.se"),
        try at("asa@work.se", .work),
      ])
    let day = Timestamp(microseconds: 1_795_996_800_000_000)
    let marks = [
      try key("more@x.se"): Mark(since: day.later(by: 86_399)),
      try key("asa@x.se"): Mark(since: day, status: "5.1.1", reason: "No such mailbox."),
      try key("asa@work.se"): Mark(since: day.later(by: -1), status: "gone"),
    ]
    #expect(
      Self.cells(of: profile, marks: marks) == [
        "externalId:brevduva": "\(ProfileID.åsa)", "externalId:ladok": "7", "givenName": "Åsa",
        "familyName": "Öberg", "phone": "+46 70", "email.primary": "Asa@X.se",
        "email.work": "asa@work.se", "email.student": "Asa@X.se", "email.additional": "extra@x.se",
        "email.additional 2": "more@x.se", "optOut": "yes", "optOut:news": "yes",
        "undeliverable":
          "2026-11-30 5.1.1 Asa@X.se; 2026-11-29 asa@work.se; 2026-11-30 more@x.se",
      ])
  }

  @Test("P11: of the dead there is what is left of them")
  func deceased() {
    let profile = Profile(
      id: .bo, state: .deceased, name: Name(family: "Ek"), stateBeforeDeath: .active,
      optedOut: ["*"])
    #expect(
      Self.cells(of: profile) == [
        "externalId:brevduva": "\(ProfileID.bo)", "familyName": "Ek", "optOut": "yes",
        "deceased": "yes",
      ])
  }

  @Test("L8: of whoever is protected there is an id and the protection, and no other text")
  func protected() throws {
    var profile = Profile(
      id: .cia, state: .deceased, name: Name(given: "Cia"), phone: "1",
      externalIDs: ["ladok": "7", "brevduva": "cia@x.se"], isProtected: true,
      optedOut: ["*", "news"], addresses: [try at("cia@x.se", .primary), try at("c@x.se")])
    let marks = [try key("cia@x.se"): Mark(since: Cause.test.at)]
    #expect(
      Self.cells(of: profile, marks: marks)
        == ["externalId:brevduva": "\(ProfileID.cia)", "protected": "yes"])
    profile.externalIDs["brevduva"] = "\(ProfileID.dag)"
    #expect(
      Self.cells(of: profile, marks: marks)
        == ["externalId:brevduva": "\(ProfileID.dag)", "protected": "yes"])
  }

  @Test("P11: who came with the id of another book goes on under it")
  func brought() {
    let profile = Profile(id: .åsa, externalIDs: ["brevduva": "other"])
    #expect(Self.cells(of: profile) == ["externalId:brevduva": "other"])
  }

  @Test(
    "P11: the day of a mark is that of UTC, in the years that four digits have",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"),
      (4_107_542_399, "2100-02-28"), (4_107_542_400, "2100-03-01"),
      (-62_135_596_800, "0001-01-01"), (-62_135_596_801, nil), (253_402_300_799, "9999-12-31"),
      (253_402_300_800, nil), (-9_223_372_036_854, nil), (9_223_372_036_854, nil),
    ] as [(Int64, String?)])
  func days(seconds: Int64, day: String?) throws {
    let marks = [
      try key("a@x.se"): Mark(since: Timestamp(microseconds: seconds * 1_000_000), status: "5.1.1")
    ]
    let profile = Profile(id: .åsa, addresses: [try at("a@x.se", .primary)])
    #expect(
      Self.cells(of: profile, marks: marks)["undeliverable"]
        == [day, "5.1.1 a@x.se"].compactMap(\.self).joined(separator: " "))
  }

  @Test("P11: a quoted local part stands in the cell of the undeliverable as it is")
  func quoted() throws {
    let address = #""a b; \"c\", d"@x.se"#
    let profile = Profile(
      id: .åsa, addresses: [try at(address, .primary), try at("b@x.se", .work)])
    let marks = [
      try key(address): Mark(since: Timestamp(microseconds: 0), status: "5.1.1"),
      try key("b@x.se"): Mark(since: Timestamp(microseconds: 0)),
    ]
    let cells = Self.columns.row(of: profile, marks: marks)
    let mapping = try MappingProposal(header: Self.columns.header).mapping()
    guard case .row(let row) = mapping.read(cells.map { ImportCell($0) }, line: 2) else {
      Issue.record("refused")
      return
    }
    let day = Timestamp(microseconds: 0)
    #expect(
      row.undeliverable == [
        .init(address: try key(address), since: day, status: "5.1.1"),
        .init(address: try key("b@x.se"), since: day),
      ])
  }

  @Test("S2, S5: only a row of an export says that nobody chose a primary address")
  func noPrimary() throws {
    for (more, uses) in [
      (["externalId:brevduva": "7", "email.primary": ""], Uses.work),
      (["externalId:brevduva": "", "email.primary": ""], [.work, .primary]),
      (["externalId:brevduva": "7"], [.work, .primary]),
      (["email.primary": ""], [.work, .primary]),
    ] as [([String: String], Uses)] {
      let header = more.keys.sorted() + ["email.work", "externalId:x"]
      let mapping = try MappingProposal(header: header).mapping()
      let cells = header.map { more[$0] ?? ($0 == "email.work" ? "a@x.se" : "1") }
      guard case .row(let row) = mapping.read(cells.map { ImportCell($0) }, line: 2) else {
        Issue.record("refused")
        return
      }
      for profile in [nil, Profile(id: .åsa, externalIDs: ["x": "1"])] {
        var book = AddressBook(
          BookContents(profiles: [profile].compactMap(\.self)), ids: IDSource(seed: 1))
        _ = book.apply(row, rules: RowRules(), cause: .test)
        let holder = try #require(book.holder(of: try key("a@x.se")))
        #expect(book.uses(on: holder) == ["a@x.se": uses], "\(more)")
      }
    }
  }
}
