import BookSamples
import Domain
import Testing

@Suite struct MatchingTests {
  @Test(
    "M1: each address matches, whatever its use",
    arguments: [[.primary], [.work], [.private], [.student], [], [.primary, .work]] as [[Use]])
  func anyUse(uses: [Use]) throws {
    let other = try at("other@x.se")
    var book = AddressBook(
      Profile(id: .åsa, addresses: [other, Address(try mail("asa@x.se"), uses: Uses(uses))]))
    #expect(try book.record("ASA@x.se") == .applied)
    #expect(book.matches.map(\.profile) == [.åsa])
    #expect(try book.matches.map(\.match) == [Match(rule: .address, key: key("asa@x.se"))])
    #expect(book.log.count == 1)
  }

  @Test("M2: an address on a removed profile matches nobody; the new profile takes it")
  func removed() throws {
    var book = AddressBook(
      Profile(id: .bo, state: .removed, addresses: [try at("Bo@x.se", .primary, .work)]))
    #expect(try book.record("bo@x.se") == .applied)
    let new = try #require(book.holder(of: key("bo@x.se")))
    #expect(new != .bo)
    #expect(book.uses(on: new) == ["Bo@x.se": .primary])
    #expect(book.uses(on: .bo) == [:])
    let suggestion = try #require(book.suggestions.first)
    #expect(suggestion.kind == .previouslyRemoved)
    #expect(suggestion.profiles == [new, .bo])
    #expect(suggestion.evidence == "bo@x.se")
    #expect(book.suggestions.count == 1)
    #expect(book.log.map(\.sequence) == [1, 2, 2, 2])
  }

  @Test("M2: what a removed profile must give up is asked for, if it is not held for a change")
  func removedMissing() throws {
    let bo = try at("bo@x.se", .primary)
    var book = AddressBook(
      BookContents(profiles: [Profile(id: .bo, state: .removed, addresses: [bo])]),
      held: Touch(adding: [bo.key]), ids: IDSource(seed: 1))
    _ = try book.record("bo@x.se")
    #expect(book.missing == Touch(profiles: [.bo: .changing]))
    #expect(book.log.isEmpty)
    // A further address is only looked at.
    let asa = try key("asa@x.se")
    book = AddressBook(
      BookContents(profiles: [Profile(id: .bo, state: .removed, addresses: [bo])]),
      held: Touch(adding: [bo.key, asa]), ids: IDSource(seed: 1))
    #expect(try book.record("asa@x.se", "bo@x.se") == .applied)
    #expect(book.missing.isEmpty)
  }

  @Test("M3: a registration that matches nobody makes a profile whose primary address it is")
  func created() throws {
    var book = AddressBook()
    let registration = Registration(
      kind: .donation, first: try mail("Asa@x.se"), name: Name(given: "Åsa", family: "Öberg"),
      phone: "018-1", externalIDs: [ExternalID(system: "ladok", value: "7")])
    #expect(book.record(registration, cause: .test) == .applied)
    let id = try #require(book.holder(of: key("asa@x.se")))
    let profile = Profile(
      id: id, name: registration.name, phone: "018-1", createdAt: Cause.test.at,
      addresses: [try at("Asa@x.se", .primary)])
    #expect(book.profile(id) == profile)
    #expect(
      book.log.first == LoggedChange(.created(profile), sequence: 1, isProtected: false))
    #expect(try book.matches.map(\.match) == [Match(rule: .created, key: key("asa@x.se"))])
    #expect(book.log.count == 2)
  }

  @Test("M3: the second registration of a new address in a batch meets the profile of the first")
  func secondInBatch() throws {
    var book = AddressBook()
    _ = try book.record("asa@x.se")
    _ = try book.record("ASA@X.SE")
    #expect(Set(book.matches.map(\.profile)).count == 1)
    #expect(book.matches.map(\.match.rule) == [.created, .address])
  }

  @Test("M3: a form changes nothing of an existing profile, and raises no version")
  func changesNothing() throws {
    let profile = Profile(
      id: .åsa, version: 3, name: Name(given: "Åsa"), addresses: [try at("Asa@x.se", .work)])
    var book = AddressBook(profile)
    let registration = Registration(
      kind: .alumni, first: try mail("asa@X.se"),
      further: [Registration.Further(text: "a@x.se", address: try mail("a@x.se"))],
      name: Name(given: "Åsa", family: "Öberg"), phone: "018-1",
      externalIDs: [ExternalID(system: "ladok", value: "7")])
    #expect(book.record(registration, cause: .test) == .applied)
    #expect(book.profile(.åsa) == profile)
    #expect(book.log.allSatisfy { $0.sequence == 3 })
  }

  @Test("M4: the first address decides, whoever holds the others")
  func firstDecides() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    _ = try book.record("asa@x.se", "bo@x.se")
    _ = try book.record("bo@x.se", "cia@x.se")
    _ = try book.record("dag@x.se", "asa@x.se")
    #expect(book.matches.map(\.profile).prefix(2) == [.åsa, .bo])
    let new = try #require(book.holder(of: key("dag@x.se")))
    #expect(book.matches.last?.profile == new)
    #expect(book.suggestions.map(\.kind) == [.duplicate, .additionalAddress, .duplicate])
    #expect(book.suggestions.map(\.profiles) == [[.åsa, .bo], [.bo], [new, .åsa]])
    #expect(book.suggestions.map(\.evidence) == ["bo@x.se", "cia@x.se", "asa@x.se"])
    #expect(try book.holder(of: key("cia@x.se")) == nil)
  }

  @Test("M4: a further address that the profile has, or that is none, makes no suggestion")
  func nothingToSuggest() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary), try at("a@x.se")]))
    #expect(try book.record("asa@x.se", "A@x.se", "ASA@x.se", "none", "a@x_y.se") == .applied)
    #expect(book.suggestions.isEmpty)
    _ = try book.record("new@x.se", "NEW@x.se")
    #expect(book.suggestions.isEmpty)
  }

  @Test("M4: an address on a profile that is not active is an additional one, no duplicate")
  func otherNotActive() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, state: .removed, addresses: [try at("bo@x.se", .primary)]))
    _ = try book.record("asa@x.se", "bo@x.se")
    #expect(book.suggestions.map(\.kind) == [.additionalAddress])
    #expect(try book.holder(of: key("bo@x.se")) == .bo)
  }

  @Test(
    "M5: a match whose name differs clearly is a match, and is put before the stewards",
    arguments: [
      ("Åsa Öberg", "Bo Ek", true),
      ("Åsa Öberg", "asa oberg", false),
      ("Åsa Öberg", "Öberg Åsa", false),
      ("Åsa Öberg", "Åsa Lind", false),
      ("Åsa Öberg", "Bo Öberg", false),
      ("Åsa Öberg", "A. Lind", false),
      ("Åsa Öberg", "B. Lind", true),
      ("Åsa Öberg", "", false),
      ("Åsa Öberg", "...", false),
      ("", "Bo Ek", false),
      ("Anna-Karin Berg", "Karin Lind", false),
      ("Anna-Karin Berg", "Annakarin Lind", false),
      ("Søren Ærø", "Soren Lind", false),
      ("Łukasz Nowak", "lukasz lind", false),
      ("O'Brien", "Obrien", false),
      ("李 小龍", "Bruce Lee", true),
      ("Ann Berg", "Anna Lind", false),
      ("किरण", "करण", false),
      ("மணி", "மண", false),
      ("สมชาย", "สมชย", false),
      ("ສົມໄຊ", "ສມຊ", false),
      ("مُحَمَّد", "محمد", false),
      ("A\u{20dd}sa Berg", "Asa Lind", false),
      ("किरण", "रोहन", true),
      ("김 민수", "금 영호", true),
    ])
  func names(ours: String, given: String, differs: Bool) throws {
    func name(_ text: String) -> Name {
      let words = text.split(separator: " ", maxSplits: 1).map(String.init)
      return Name(given: words.first, family: words.count > 1 ? words[1] : nil)
    }
    var book = AddressBook(
      Profile(id: .åsa, name: name(ours), addresses: [try at("asa@x.se", .primary)]))
    #expect(try book.record("asa@x.se", name: name(given)) == .applied)
    #expect(book.matches.map(\.profile) == [.åsa])
    #expect(book.suggestions.map(\.kind) == (differs ? [.nameDiffers] : []))
  }

  @Test("M5: the suggestion rests on the name that was given, folded")
  func nameEvidence() throws {
    var book = AddressBook(
      Profile(id: .åsa, name: Name(given: "Åsa"), addresses: [try at("asa@x.se", .primary)]))
    _ = try book.record("asa@x.se", name: Name(given: "Jean-Pierre", family: "Ölund"))
    _ = try book.record("asa@x.se", name: Name(given: "JEAN-PIERRE", family: "Olund"))
    _ = try book.record("asa@x.se", name: Name(given: "Bo"))
    #expect(book.suggestions.map(\.evidence) == ["jeanpierre olund", "bo"])
  }

  @Test("M7: a registration with role mailboxes only waits as a suggestion, and matches nobody")
  func roleMailboxes() throws {
    var book = AddressBook(Profile(id: .åsa, addresses: [try at("info@x.se", .primary)]))
    #expect(try book.record("Info@x.se", "noreply@x.se") == .applied)
    #expect(try book.record("\"registrator\"@uu.se") == .applied)
    #expect(book.matches.isEmpty)
    #expect(book.suggestions.map(\.kind) == [.roleMailbox, .roleMailbox])
    #expect(book.suggestions.allSatisfy { $0.profiles.isEmpty && $0.registration != nil })
    #expect(book.log.allSatisfy { $0.sequence == nil })
    #expect(try book.holder(of: key("registrator@uu.se")) == nil)
    #expect(book.log.count == 4)
  }

  @Test("M7: two registrations from one role mailbox wait each on its own")
  func roleMailboxTwice() throws {
    var book = AddressBook()
    _ = try book.record("info@x.se")
    _ = try book.record("info@x.se")
    #expect(Set(book.suggestions.map(\.registration)).count == 2)
    #expect(Set(book.suggestions.map(\.identity)).count == 2)
  }

  @Test("M7: with several addresses the first that is no role mailbox decides")
  func firstPersonal() throws {
    var book = AddressBook(Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]))
    _ = try book.record("info@x.se", "asa@x.se", "bo@x.se")
    #expect(book.matches.map(\.profile) == [.åsa])
    #expect(try book.matches.map(\.match.key) == [key("asa@x.se")])
    #expect(book.suggestions.map(\.evidence) == ["info@x.se", "bo@x.se"])
  }

  @Test("M7: which mailboxes are roles is configured; tags are significant")
  func configured() throws {
    let rules = MatchingRules(roleMailboxes: [" Rektor "])
    #expect(rules.isRoleMailbox(try key("REKTOR@x.se")))
    #expect(try !rules.isRoleMailbox(key("info@x.se")))
    #expect(try MatchingRules.standard.isRoleMailbox(key("info@x.se")))
    #expect(try !MatchingRules.standard.isRoleMailbox(key("info+asa@x.se")))
    var book = AddressBook()
    let registration = Registration(kind: .event, first: try mail("rektor@x.se"))
    _ = book.record(registration, rules: rules, cause: .test)
    #expect(book.matches.isEmpty)
  }

  @Test("M3: external ids of a form match nobody; one of another profile makes a suggestion")
  func externalIDs() throws {
    let (mine, other, free) = (
      ExternalID(system: "ladok", value: "7"), ExternalID(system: "ladok", value: "8"),
      ExternalID(system: "primula", value: "7")
    )
    var book = AddressBook(
      Profile(
        id: .åsa, externalIDs: ["ladok": "7"], addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, externalIDs: ["ladok": "8"]))
    _ = try book.record("asa@x.se", externalIDs: [mine, other, free])
    _ = try book.record("new@x.se", externalIDs: [mine])
    let new = try #require(book.holder(of: key("new@x.se")))
    #expect(book.suggestions.map(\.kind) == [.externalIDElsewhere, .externalIDElsewhere])
    #expect(book.suggestions.map(\.profiles) == [[.åsa, .bo], [new, .åsa]])
    #expect(book.suggestions.first?.evidence == "ladok:8")
    #expect(book.profile(new)?.externalIDs == [:])
  }

  @Test("M3: everything that a registration needs stands in its touch, or is asked for")
  func touched() throws {
    let id = ExternalID(system: "ladok", value: "8")
    let registration = Registration(
      kind: .event, first: try mail("asa@x.se"),
      further: [
        Registration.Further(text: "bo@x.se", address: try mail("bo@x.se")),
        Registration.Further(text: "none", address: nil),
      ], externalIDs: [id])
    let keys = try [key("asa@x.se"): Touch.Access.beside, key("bo@x.se"): .beside]
    #expect(Touch(registration) == Touch(keys: keys, externalIDs: [id]))

    var book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.record(registration, cause: .test)
    #expect(book.missing == Touch(registration))

    // The holder of the external id is found on the way; it must be here to be named (L8).
    book = AddressBook(
      BookContents(externalHolders: [id: .bo]), held: Touch(registration), ids: IDSource(seed: 1))
    _ = book.record(registration, cause: .test)
    #expect(book.missing == Touch(profiles: [.bo: .beside]))
    #expect(book.log.isEmpty)
  }

  @Test("E4: no suggestion is made twice, within a batch or after it was decided")
  func notTwice() throws {
    let asa = Profile(
      id: .åsa, name: Name(given: "Åsa"), addresses: [try at("asa@x.se", .primary)])
    let bo = Profile(
      id: .bo, name: Name(given: "Bo"), externalIDs: ["ladok": "8"],
      addresses: [try at("bo@x.se", .primary), try at("b@x.se")])
    let id = ExternalID(system: "ladok", value: "8")
    var book = AddressBook(asa, bo)
    for _ in 0..<2 {
      _ = try book.record(
        "asa@x.se", "bo@x.se", "b@x.se", "free@x.se", name: Name(given: "Cia"), externalIDs: [id])
    }
    let made = book.suggestions.map(\.kind)
    #expect(made == [.nameDiffers, .duplicate, .additionalAddress, .externalIDElsewhere])

    // The same pair from the other side is no new evidence of another kind.
    var later = AddressBook(
      BookContents(profiles: [asa, bo], made: Set(book.suggestions.map(\.identity))),
      ids: IDSource(seed: 2))
    _ = try later.record("bo@x.se", "asa@x.se")
    _ = try later.record(
      "asa@x.se", "b@x.se", "free@x.se", name: Name(given: "CIA"), externalIDs: [id])
    #expect(later.suggestions.isEmpty)
    #expect(later.matches.count == 2)
  }

  @Test("L8: a protected profile is matched, and whatever names it is told without it")
  func protected() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, isProtected: true, addresses: [try at("bo@x.se", .primary)]))
    _ = try book.record("bo@x.se")
    _ = try book.record("asa@x.se", "bo@x.se")
    #expect(book.matches.map(\.profile) == [.bo, .åsa])
    #expect(book.log.map(\.isProtected) == [true, false, true])
  }
}
