import BookSamples
import Domain
import TestSupport
import Testing

/// Rows as they are applied to a book; the headers are the fields themselves.
@Suite("Rows of imports in the book")
struct RowRulesTests {
  /// Åsa, active, with two addresses; Bo removed; Cia active.
  static func book() throws -> AddressBook {
    AddressBook(
      Profile(
        id: .åsa, name: Name(given: "Åsa"), externalIDs: ["ladok": "1"], createdAt: Cause.test.at,
        addresses: [try at("asa@x.se", .primary), try at("asa.work@x.se", .work)]),
      Profile(
        id: .bo, state: .removed, externalIDs: ["ladok": "2"], createdAt: Cause.test.at,
        addresses: [try at("bo@x.se", .primary)]),
      Profile(
        id: .cia, externalIDs: ["ladok": "3"], createdAt: Cause.test.at,
        addresses: [try at("cia@x.se", .primary)]))
  }

  /// A word for what became of a row: `created`, `changed`, `unchanged`, or the code.
  static func word(_ result: RowResult) -> String {
    switch result {
    case .created: "created"
    case .changed: "changed"
    case .unchanged: "unchanged"
    case .refused(let fault): fault.code.word
    }
  }

  static func apply(
    _ cells: KeyValuePairs<String, String>, _ rules: RowRules = RowRules(),
    to book: inout AddressBook
  ) throws -> String {
    let result = book.apply(try RowReadingTests.row(cells), rules: rules, cause: .test)
    #expect(book.missing.isEmpty)
    return word(result)
  }

  @Test(
    "P1: a row names its profile by its ids, else by its addresses, and they must agree",
    arguments: [
      (["profileId": "\(ProfileID.åsa)", "phone": "1"], "changed"),
      (["profileId": "\(ProfileID(value: 99))", "phone": "1"], "unknownProfile"),
      (["externalId:ladok": "1", "phone": "1"], "changed"),
      (["externalId:ladok": "9", "email.primary": "new@x.se"], "created"),
      (["externalId:primula": "9", "email.primary": "asa@x.se"], "changed"),
      (["profileId": "\(ProfileID.åsa)", "externalId:ladok": "3"], "identityConflict"),
      (["externalId:ladok": "9", "email.primary": "asa@x.se"], "identityConflict"),
      (["email.work": "asa.work@x.se", "phone": "1"], "changed"),
      (["email.primary": "asa@x.se", "email.work": "cia@x.se"], "identityConflict"),
    ] as [(KeyValuePairs<String, String>, String)])
  func identity(cells: KeyValuePairs<String, String>, word: String) throws {
    var book = try Self.book()
    #expect(try Self.apply(cells, to: &book) == word)
    #expect(word.hasSuffix("ed") || book.log.isEmpty)
  }

  @Test("P4: a row whose address another active profile holds is refused whole, with its column")
  func taken() throws {
    var book = try Self.book()
    let row = try RowReadingTests.row([
      "externalId:ladok": "1", "phone": "1", "email.private": "cia@x.se",
    ])
    let result = book.apply(row, rules: RowRules(), cause: .test)
    #expect(result == .refused(CellFault(.addressTaken, column: "email.private")))
    #expect(book.log.isEmpty)
  }

  @Test("P3: a use goes to the row's address; the one that had it stays, or leaves with `replace`")
  func replacing() throws {
    for (replaces, left) in [(false, true), (true, false)] {
      var book = try Self.book()
      let rules = RowRules(replaces: replaces)
      let cells: KeyValuePairs = ["externalId:ladok": "1", "email.work": "new@x.se"]
      #expect(try Self.apply(cells, rules, to: &book) == "changed")
      #expect(book.uses(on: .åsa)["new@x.se"] == .work)
      #expect(book.uses(on: .åsa)["asa.work@x.se"] == (left ? [] : nil))
      #expect(try Self.apply(cells, rules, to: &book) == "unchanged")
    }
  }

  @Test("P3: `replace` leaves an address that has another use, and one that the row names itself")
  func replacingLittle() throws {
    var book = try Self.book()
    let rules = RowRules(replaces: true)
    #expect(
      try Self.apply(["email.work": "asa@x.se"], rules, to: &book) == "changed")
    #expect(book.uses(on: .åsa) == ["asa@x.se": [.primary, .work]])
    #expect(
      try Self.apply(
        ["email.primary": "b@x.se", "email.additional": "asa@x.se", "externalId:ladok": "1"], rules,
        to: &book) == "changed")
    #expect(book.uses(on: .åsa) == ["b@x.se": .primary, "asa@x.se": .work])
    #expect(
      try Self.apply(
        ["email.work": "b@x.se", "email.additional": "asa@x.se"], rules, to: &book) == "changed")
    #expect(book.uses(on: .åsa) == ["b@x.se": [.primary, .work], "asa@x.se": []])
  }

  @Test("S2: the first address of a profile without any becomes primary, whatever else it is for")
  func first() throws {
    var book = AddressBook(Profile(id: .dag, createdAt: Cause.test.at))
    let id = "\(ProfileID.dag)"
    #expect(try Self.apply(["profileId": id, "email.work": "d@x.se"], to: &book) == "changed")
    #expect(book.uses(on: .dag) == ["d@x.se": [.primary, .work]])
  }

  @Test("P3: names and telephone are filled where empty, and overwritten only where that is said")
  func filling() throws {
    var book = try Self.book()
    let cells: KeyValuePairs = [
      "externalId:ladok": "1", "givenName": "Asa", "familyName": "Öberg", "phone": "",
    ]
    #expect(try Self.apply(cells, to: &book) == "changed")
    #expect(book.profile(.åsa)?.name == Name(given: "Åsa", family: "Öberg"))
    let rules = RowRules(overwritten: [.givenName, .familyName, .phone])
    #expect(
      try Self.apply(
        ["externalId:ladok": "1", "givenName": "Asa", "familyName": "", "phone": "2"], rules,
        to: &book) == "changed")
    #expect(book.profile(.åsa)?.name == Name(given: "Asa", family: "Öberg"))
    #expect(book.profile(.åsa)?.phone == "2")
  }

  @Test("P6: a row that names no known profile creates one, unless only updates are wished")
  func creating() throws {
    var book = try Self.book()
    let cells: KeyValuePairs = ["email.work": "new@x.se", "givenName": "Dag"]
    #expect(
      try Self.apply(cells, RowRules(updatesOnly: true), to: &book) == "unknownProfile")
    #expect(book.log.isEmpty)
    #expect(try Self.apply(cells, to: &book) == "created")
    let id = try #require(book.holder(of: key("new@x.se")))
    #expect(book.uses(on: id) == ["new@x.se": [.primary, .work]])
    #expect(book.profile(id)?.name == Name(given: "Dag"))
    #expect(try Self.apply(cells, to: &book) == "unchanged")
  }

  @Test("P9: a list brings no removed profile back; an exception moves its address alone")
  func removed() throws {
    var book = try Self.book()
    let allowed = RowRules(allowed: [.removedProfile])
    let cells: KeyValuePairs = ["email.primary": "bo@x.se"]
    #expect(try Self.apply(cells, to: &book) == "removedProfile")
    for id in [("externalId:ladok", "2"), ("profileId", "\(ProfileID.bo)")] {
      let row = try RowReadingTests.row([id.0: id.1, "phone": "1"])
      #expect(
        Self.word(book.apply(row, rules: allowed, cause: .test)) == "removedProfile")
    }
    #expect(book.log.isEmpty)
    #expect(try Self.apply(cells, allowed, to: &book) == "created")
    let new = try #require(book.holder(of: key("bo@x.se")))
    #expect(book.profile(.bo)?.addresses == [])
    #expect(book.suggestions.map(\.kind) == [.previouslyRemoved])
    #expect(book.suggestions.first?.profiles == [new, .bo])
  }

  @Test("P9: a purged person's address comes back by exception alone, a dead one's never")
  func erased() throws {
    let purged = try key("purged@x.se")
    let dead = try key("dead@x.se")
    func book() -> AddressBook {
      AddressBook(
        BookContents(erasures: [
          purged: Erasure(kind: .purge, profile: .bo, at: Cause.test.at),
          dead: Erasure(kind: .death, profile: .cia, at: Cause.test.at),
        ]), ids: IDSource(seed: 1))
    }
    let allowed = RowRules(allowed: [.purgedEarlier, .removedProfile])
    var one = book()
    #expect(try Self.apply(["email.primary": "purged@x.se"], to: &one) == "purgedEarlier")
    #expect(try Self.apply(["email.primary": "dead@x.se"], allowed, to: &one) == "deceased")
    #expect(one.log.isEmpty)
    #expect(try Self.apply(["email.primary": "purged@x.se"], allowed, to: &one) == "created")
    // Who is known to be dead is no news.
    #expect(
      try Self.apply(["email.primary": "dead@x.se", "deceased": "ja"], to: &one) == "unchanged")
  }

  @Test("P9: a row that names a purged or a dead profile by its id is refused")
  func ended() throws {
    var book = AddressBook(
      Profile(id: .bo, state: .purged, createdAt: Cause.test.at),
      Profile(id: .cia, state: .deceased, createdAt: Cause.test.at))
    let allowed = RowRules(allowed: [.purgedEarlier, .removedProfile])
    for (id, word) in [(ProfileID.bo, "purgedEarlier"), (.cia, "deceased")] {
      #expect(try Self.apply(["profileId": "\(id)", "phone": "1"], allowed, to: &book) == word)
    }
    #expect(
      try Self.apply(["profileId": "\(ProfileID.cia)", "deceased": "x"], to: &book) == "unchanged")
    #expect(book.log.isEmpty)
  }

  @Test("P7: the row by which somebody was declared dead says nothing new the next time")
  func deadAgain() throws {
    let dead = try key("dead@x.se")
    var book = AddressBook(
      BookContents(
        profiles: [
          Profile(
            id: .cia, state: .deceased, externalIDs: ["ladok": "3"], createdAt: Cause.test.at)
        ], erasures: [dead: Erasure(kind: .death, profile: .cia, at: Cause.test.at)]),
      ids: IDSource(seed: 1))
    let cells: KeyValuePairs = [
      "externalId:ladok": "3", "email.primary": "dead@x.se", "deceased": "ja",
    ]
    #expect(try Self.apply(cells, to: &book) == "unchanged")
    #expect(
      try Self.apply(
        ["externalId:ladok": "3", "email.primary": "new@x.se", "deceased": "ja"], to: &book)
        == "deceased")
    #expect(book.log.isEmpty)
  }

  @Test("P11: opt-outs, marks, protection and death are set, and never cleared")
  func known() throws {
    var book = try Self.book()
    let cells: KeyValuePairs = [
      "externalId:ladok": "1", "optOut": "2026-01-02", "optOut:Alumni": "ja", "protected": "1",
      "email.primary": "asa@x.se", "undeliverable": "2025-03-04 5.1.1", "deceased": "sant",
    ]
    #expect(try Self.apply(cells, to: &book) == "changed")
    #expect(book.profile(.åsa)?.optedOut == ["*", "alumni"])
    #expect(book.profile(.åsa)?.isProtected == true)
    let mark = try #require(book.mark(on: key("asa@x.se")))
    #expect(mark.status == "5.1.1" && mark.reason == "imported")
    let sent = book.log.compactMap { logged in
      if case .message(_, .continued(let type, let data)) = logged.change {
        (type, data)
      } else {
        nil
      }
    }
    #expect(sent.map(\.0) == ["profile.deceased"])
    #expect(sent.first?.1 == ["profileId": .text("\(ProfileID.åsa)")])
    let no: KeyValuePairs = [
      "externalId:ladok": "1", "optOut": "nej", "optOut:Alumni": "", "protected": "0",
      "email.primary": "asa@x.se", "undeliverable": "", "deceased": "no",
    ]
    #expect(try Self.apply(no, to: &book) == "unchanged")
  }

  @Test("P11: an address that cannot be reached must be the person's")
  func foreignMark() throws {
    var book = try Self.book()
    #expect(
      try Self.apply(
        ["externalId:ladok": "1", "undeliverable": "2025-03-04 cia@x.se"], to: &book)
        == "unknownAddress")
    #expect(
      try Self.apply(
        ["externalId:ladok": "1", "undeliverable": "2025-03-04 asa.work@x.se"], to: &book)
        == "changed")
    #expect(try book.mark(on: key("asa.work@x.se")) != nil)
  }

  @Test("L5: a row that names a merged-away profile reaches the kept one")
  func merged() throws {
    var book = AddressBook(
      Profile(id: .åsa, createdAt: Cause.test.at),
      Profile(
        id: .bo, state: .removed, externalIDs: ["ladok": "2"], mergedInto: .åsa,
        createdAt: Cause.test.at))
    #expect(try Self.apply(["profileId": "\(ProfileID.bo)", "phone": "1"], to: &book) == "changed")
    #expect(book.profile(.åsa)?.phone == "1")
    #expect(try Self.apply(["externalId:ladok": "2", "phone": "1"], to: &book) == "unchanged")
  }

  @Test("L4, R6, L8: what a row says of profiles that are one stands on both when they are parted")
  func affirmed() throws {
    var book = MergeTests.merged(
      Profile(
        id: .åsa, name: Name(given: "Åsa", family: "Öberg"), isProtected: true,
        optedOut: ["news"], createdAt: Cause.test.at),
      into: Profile(id: .bo, createdAt: Cause.test.at))
    let cells: KeyValuePairs = [
      "profileId": "\(ProfileID.bo)", "givenName": "Åsa", "familyName": "Berg", "optOut:news": "ja",
      "protected": "ja",
    ]
    #expect(try Self.apply(cells, to: &book) == "unchanged")
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    for id in [ProfileID.åsa, .bo] {
      #expect(book.profile(id)?.optedOut == ["news"])
      #expect(book.profile(id)?.isProtected == true)
    }
    // The family name came with the merge, and the row said another one.
    #expect(book.profile(.bo)?.name == Name(given: "Åsa"))
  }
}
