import Domain
import TestSupport
import Testing

@Suite("Columns of imports")
struct ColumnMappingTests {
  /// The proposal for each column in the contract's words; `-` for nothing, `=` before a double, `?` for a
  /// header that is there twice.
  static func proposed(_ header: [String]) -> [String] {
    MappingProposal(header: header).verdicts.map {
      switch $0 {
      case .field(let field): "\(field)"
      case .unknown: "-"
      case .double(let field): "=\(field)"
      case .ambiguous: "?"
      }
    }
  }

  @Test(
    "P8: a header says what its column holds, in Swedish and in English",
    arguments: [
      ("E-post", "email.primary"), ("E-postadress", "email.primary"), ("epost", "email.primary"),
      ("Mejl", "email.primary"), ("MAIL", "email.primary"), ("Mejladress", "email.primary"),
      ("e-mail address", "email.primary"), ("\u{feff}Email ", "email.primary"),
      ("Primär e-post", "email.primary"),
      ("Arbetsmejl", "email.work"), ("E-post (arbete)", "email.work"), ("Jobb-mejl", "email.work"),
      ("Work Email", "email.work"), ("Tjänste e-post", "email.work"),
      ("Privat e-postadress", "email.private"),
      ("Home E-mail", "email.private"), ("Studentmejl", "email.student"),
      ("E-post, student", "email.student"),
      ("E-post 2", "email.additional"), ("Annan e-post", "email.additional"),
      ("Secondary Email", "email.additional"),
      ("Förnamn", "givenName"), ("Tilltalsnamn", "givenName"), ("First Name", "givenName"),
      ("given_name", "givenName"),
      ("Fo\u{308}rnamn", "givenName"), ("Efternamn", "familyName"), ("Last name", "familyName"),
      ("Surname", "familyName"), ("Telefon", "phone"), ("Mobil", "phone"),
      ("Mobiltelefon", "phone"),
      ("Tel.nr", "phone"), ("Phone number", "phone"), ("Mobilnummer", "phone"),
    ])
  func words(header: String, field: String) {
    #expect(Self.proposed([header]) == [field])
  }

  @Test(
    "P8: a header that is not understood to its end is proposed for nothing",
    arguments: [
      "", "Personnummer", "Personnr", "Namn", "Name", "Adress", "Ort", "E-post bekräftad",
      "E-mail 1 - Label",
      "E-mail 1 - Type", "E-mail Type", "E-mail Display Name", "Student", "2", "Arbete",
      "Namn E-post",
      "Telefon E-post", "Födelsedatum", "Kod", "Anteckning",
    ])
  func unknown(header: String) {
    #expect(Self.proposed([header]) == ["-"])
  }

  @Test(
    "P11: the export's own headers stand for themselves",
    arguments: [
      ("profileId", "profileId"), ("externalId:ladok", "externalId:ladok"),
      ("externalId: Ladok ", "externalId:Ladok"),
      ("givenName", "givenName"), ("email.primary", "email.primary"),
      ("email.additional 2", "email.additional"),
      ("email.additional", "email.additional"), ("optOut", "optOut"),
      ("optOut:Nyhetsbrev", "optOut:nyhetsbrev"),
      ("undeliverable", "undeliverable"), ("deceased", "deceased"), ("protected", "protected"),
    ])
  func own(header: String, field: String) {
    #expect(Self.proposed([header]) == [field])
    #expect(ImportField(field).map { "\($0)" } == field)
  }

  @Test(
    "P2: no other word is a field",
    arguments: [
      "", "email", "email.", "email.home", "email.additional x", "externalId", "externalId:",
      "optOut:", "name",
      "phone:1", "primary", "deceased:x",
    ])
  func noFields(word: String) {
    #expect(ImportField(word) == nil)
  }

  @Test(
    "P8: of several addresses the first is the primary one, of several telephones a mobile one comes first"
  )
  func several() {
    #expect(
      Self.proposed([
        "E-post", "Mejl", "Arbetsmejl", "Work mail", "Telefon", "Mobil", "Förnamn", "Tilltalsnamn",
      ])
        == [
          "email.primary", "email.additional", "email.work", "email.additional", "=phone", "phone",
          "givenName",
          "=givenName",
        ])
    #expect(Self.proposed(["E-post", "email.primary"]) == ["email.additional", "email.primary"])
    #expect(Self.proposed(["phone", "Telefon", "Mobil"]) == ["phone", "=phone", "=phone"])
  }

  @Test("P2: a header that is there twice names no column, so none of them is proposed")
  func twice() {
    #expect(
      Self.proposed(["phone", "phone ", "Mobil", "Ort", "Ort"]) == ["?", "?", "phone", "-", "-"])
    #expect(
      Self.proposed(["E-post", "E-post", "e-post", "email.additional", "email.additional"])
        == ["?", "?", "email.primary", "?", "?"])
    #expect(Self.proposed(["givenName", "givenName", "Förnamn"]) == ["?", "?", "givenName"])
  }

  @Test("P2: what is proposed can be chosen by the headers, and means the same")
  func choice() throws {
    let words = [
      "E-post", "e-post", "Mejl", "email.additional", "email.primary", "\u{feff}Telefon", "Mobil ",
      "Förnamn", "Ort", "", "optOut:News",
    ]
    var random = SeededGenerator(seed: 20)
    for _ in 0..<2_000 {
      let header = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }
      let proposal = MappingProposal(header: header)
      guard !proposal.choice.isEmpty else {
        #expect(throws: MappingFault.noColumns) { try proposal.mapping() }
        continue
      }
      #expect(
        try ColumnMapping(proposal.choice, header: header) == proposal.mapping(), "\(header)")
    }
  }

  @Test("P8: Google's and Outlook's exports are understood, old and new")
  func exports() {
    #expect(
      Self.proposed([
        "First Name", "Last Name", "E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Value",
        "Phone 1 - Value",
      ])
        == ["givenName", "familyName", "-", "email.primary", "email.additional", "phone"])
    #expect(
      Self.proposed(["Name", "Given Name", "Family Name", "E-mail 1 - Type", "E-mail 1 - Value"])
        == ["-", "givenName", "familyName", "-", "email.primary"])
    #expect(
      Self.proposed([
        "First Name", "E-mail Address", "E-mail Type", "E-mail 2 Address", "Business Phone",
        "Mobile Phone",
      ])
        == ["givenName", "email.primary", "-", "email.additional", "=phone", "phone"])
  }

  @Test("P8: only a cell of Google's may hold several addresses")
  func google() throws {
    let mapping = try MappingProposal(header: ["E-mail 1 - Value", "E-post 2", "Phone 1 - Value"])
      .mapping()
    #expect(mapping.columns.map(\.mayHoldSeveral) == [true, false, false])
  }

  @Test("P2: the one who imports chooses by header, as it stands or nearly so")
  func chosen() throws {
    let header = ["\u{feff}Förnamn ", "E-post", "e-post (privat)", "Övrigt"]
    let mapping = try ColumnMapping(
      ["förnamn": "givenName", "E-post": "email.work", "E-post privat": "email.private"],
      header: header)
    #expect(mapping.columns.map(\.place) == [0, 1, 2])
    #expect(mapping.columns.map { "\($0.field)" } == ["givenName", "email.work", "email.private"])
    #expect(mapping.columns.map(\.header) == ["Förnamn", "E-post", "e-post (privat)"])
  }

  @Test(
    "P2: a choice that does not fit is refused with what does not",
    arguments: [
      (["Namn": "givenName"], MappingFault.unknownColumn("Namn")),
      (["E-post": "mail"], .unknownField("mail")),
      (["Mejl": "email.primary"], .ambiguousColumn("Mejl")), ([:], .noColumns),
      (["": "phone"], .unknownColumn("")),
      (["E-post": "email.primary", "Telefon": "email.primary"], .fieldTwice(.email(.primary))),
      (["E-post": "email.work", "e post": "email.primary"], .columnTwice("E-post")),
    ])
  func faults(fields: [String: String], fault: MappingFault) {
    #expect(throws: fault) {
      try ColumnMapping(fields, header: ["E-post", "Mejl", "Mejl", "Telefon", ""])
    }
    for language in Language.allCases { #expect(fault.sentence(in: language).hasSuffix(".")) }
    #expect(!fault.code.isEmpty)
  }
}
