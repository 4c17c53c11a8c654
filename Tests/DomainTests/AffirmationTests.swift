import BookSamples
import Domain
import Testing

/// What is said, and what comes, while two are one.
@Suite struct AffirmationTests {
  /// A book of merged profiles, opened anew with the registrations that stand on the kept one.
  static func reopened(
    _ book: AddressBook, _ ids: [ProfileID], registrations: [MergedRegistration] = []
  ) -> AddressBook {
    var contents = BookContents(profiles: ids.compactMap { book.profile($0) })
    for case .merge(let merge, .merged) in book.log.map(\.change) {
      contents.merges[merge.removed] = merge
      contents.mergedRegistrations[merge.removed] = registrations
    }
    return AddressBook(contents, ids: IDSource(seed: 2))
  }

  @Test(
    "R6: who says no while one with somebody who had said it is out after the unmerge too",
    arguments: [ProfileID.åsa, .bo], [nil, "news"])
  func optOut(speaker: ProfileID, topic: String?) throws {
    let word = topic ?? Profile.everyTopic
    for (first, second) in [(Set([word]), Set<String>()), ([], [word]), ([], [])] {
      var book = MergeTests.merged(
        Profile(id: .åsa, optedOut: first), into: Profile(id: .bo, optedOut: second))
      let outcome = book.optOut(speaker, of: topic, cause: .test)
      #expect(outcome == (first.union(second).isEmpty ? .applied : .alreadyApplied))
      #expect(book.unmerge(.åsa, cause: .test) == .applied)
      #expect(book.profile(.åsa)?.optedOut == [word])
      #expect(book.profile(.bo)?.optedOut == [word])
      #expect(UnmergeTests.leftovers(of: book) == [])
    }
  }

  @Test("R6: an opt-in that came after the word ends it for the kept profile, and for nobody else")
  func optIn() {
    var book = MergeTests.merged(
      Profile(id: .åsa, optedOut: ["alumni"]), into: Profile(id: .bo, optedOut: ["news"]))
    _ = book.optOut(.bo, of: "alumni", cause: .test)
    _ = book.optIn(.bo, to: nil, cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.profile(.åsa)?.optedOut == ["alumni"])
    #expect(book.profile(.bo)?.optedOut == [])
    #expect(UnmergeTests.leftovers(of: book) == [.optOut(topic: "alumni")])
  }

  @Test("R6: a complaint that comes while two are one stands on both")
  func complaint() throws {
    var book = MergeTests.merged(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]), into: Profile(id: .bo))
    #expect(try book.hear(.complained(.abuse), of: "a@x.se") == .applied)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    for id in [ProfileID.åsa, .bo] {
      #expect(book.profile(id)?.optedOut == [Profile.everyTopic])
    }
  }

  @Test("R6: a death is a word too, and what it says stays when it is revoked (L1)")
  func death() {
    var book = MergeTests.merged(Profile(id: .åsa), into: Profile(id: .bo))
    _ = book.declareDeceased(.bo, cause: .test)
    _ = book.revokeDeceased(.bo, cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    for id in [ProfileID.åsa, .bo] {
      #expect(book.profile(id)?.optedOut == [Profile.everyTopic])
    }
  }

  @Test(
    "L8: protection that is asked for while two are one stands on both, be it that one had it",
    arguments: [(true, false), (false, true), (false, false)])
  func protection(away: Bool, kept: Bool) {
    var book = MergeTests.merged(
      Profile(id: .åsa, isProtected: away), into: Profile(id: .bo, isProtected: kept))
    let outcome = book.update(.bo, Edit(isProtected: true), cause: .test)
    #expect(outcome == (away || kept ? .alreadyApplied : .applied))
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    for id in [ProfileID.åsa, .bo] { #expect(book.profile(id)?.isProtected == true) }
  }

  @Test("L4: what a steward confirms while two are one stays with the kept profile, and is listed")
  func confirmed() {
    let details = Details(
      name: Name(given: "Åsa", family: "Öberg"), phone: "018-1", externalIDs: ["ladok": "7"])
    var åsa = Profile(id: .åsa)
    åsa.details = details
    var book = MergeTests.merged(åsa, into: Profile(id: .bo))
    let edit = Edit(
      given: .set("Åsa"), family: .set("Öberg"), phone: .set("018-1"),
      externalIDs: ["ladok": .set("7")])
    #expect(book.update(.åsa, edit, cause: .test) == .alreadyApplied)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.profile(.bo)?.details == details)
    #expect(
      UnmergeTests.leftovers(of: book) == [
        .givenName, .familyName, .phone, .externalID(system: "ladok"),
      ])
  }

  @Test("E1: a word that held already is noted, and nobody is told of it")
  func noted() {
    var book = MergeTests.merged(
      Profile(id: .åsa, optedOut: ["news"]), into: Profile(id: .bo))
    let told = book.log.count
    #expect(book.optOut(.åsa, of: "news", cause: .test) == .alreadyApplied)
    #expect(
      book.log[told...].map(\.change) == [
        .profile(.bo, .affirmed([.optOut(topic: "news")], by: [.åsa], during: nil))
      ])
    // Of whoever is one with nobody it is noted for the imports alone that may have brought it.
    var alone = AddressBook(Profile(id: .bo, optedOut: ["news"]))
    #expect(alone.optOut(.bo, of: "news", cause: .test) == .alreadyApplied)
    #expect(
      alone.log.map(\.change) == [
        .profile(.bo, .affirmed([.optOut(topic: "news")], by: [], during: nil))
      ])
    #expect(alone.optOut(.bo, of: "alumni", cause: .test) == .applied)
    #expect(alone.log.last?.change == .profile(.bo, .optedOut(topic: "alumni")))
    #expect(alone.log.count == 2)
  }

  @Test("L4: a registration that came since goes where the address goes that it matched")
  func registrations() throws {
    let book = MergeTests.merged(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      into: Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    func came(_ number: UInt128, _ text: String?, after seconds: Int64 = 1, from: ProfileID? = nil)
      throws -> MergedRegistration
    {
      MergedRegistration(
        id: RegistrationID(value: number), carriedFrom: from, matched: try text.map(key),
        at: Cause.test.at.later(by: seconds))
    }
    var opened = Self.reopened(
      book, [.åsa, .bo],
      registrations: [
        try came(1, "a@x.se"), try came(2, "bo@x.se"), try came(3, "gone@x.se"), try came(4, nil),
        try came(5, nil, after: -9, from: .åsa), try came(6, "a@x.se", after: -9, from: .cia),
      ])
    #expect(opened.unmerge(.åsa, cause: .test(after: 9)) == .applied)
    let returned = opened.log.compactMap { logged in
      if case .registration(let id, .returned(.bo, .åsa)) = logged.change { id.value } else { nil }
    }
    #expect(returned == [1, 5])
    #expect(
      UnmergeTests.leftovers(of: opened)
        == [3, 4].map { .registration(RegistrationID(value: $0)) })
  }

  @Test("L4: an address goes back whatever it is used for since; both have the uses from before")
  func uses() throws {
    var book = MergeTests.merged(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary), try at("w@x.se", .work)]),
      into: Profile(id: .bo, addresses: [try at("bo@x.se", .primary), try at("b@x.se")]))
    _ = try book.setUse(.primary, to: key("a@x.se"), on: .bo, cause: .test)
    _ = try book.setUse(.work, to: key("b@x.se"), on: .bo, cause: .test)
    _ = try book.addAddress(mail("new@x.se"), uses: Uses(.student), to: .bo, cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": .primary, "w@x.se": .work])
    #expect(
      book.uses(on: .bo) == ["bo@x.se": .primary, "b@x.se": [], "new@x.se": Uses(.student)])
    #expect(UnmergeTests.leftovers(of: book) == [])
  }

  @Test("S5: a kept profile whose primary address goes has none, and that is listed")
  func primary() throws {
    var book = MergeTests.merged(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      into: Profile(id: .bo, addresses: [try at("bo@x.se", .primary), try at("b@x.se")]))
    _ = try book.removeAddress(
      key("bo@x.se"), from: .bo, nextPrimary: key("a@x.se"), cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.uses(on: .bo) == ["b@x.se": []])
    #expect(UnmergeTests.leftovers(of: book) == [.primary])
  }

  @Test(
    "R6, L8, L4: of two that were merged into one, the one that stays goes on giving what both had")
  func siblings() {
    let words = Profile(id: .åsa, phone: "018-1", isProtected: true, optedOut: ["news"])
    let other = Profile(id: .bo, phone: "018-2", isProtected: true, optedOut: ["news"])
    var book = AddressBook(words, other, Profile(id: .cia))
    _ = book.merge(.åsa, into: .cia, cause: .test)
    _ = book.merge(.bo, into: .cia, cause: .test(after: 1))
    #expect(book.unmerge(.åsa, cause: .test(after: 2)) == .applied)
    #expect(book.profile(.cia)?.optedOut == ["news"])
    #expect(book.profile(.cia)?.isProtected == true)
    #expect(book.profile(.cia)?.phone == "018-2")
    #expect(book.unmerge(.bo, cause: .test(after: 3)) == .applied)
    #expect(book.profile(.cia)?.apartFromVersion == Profile(id: .cia).apartFromVersion)
    #expect(book.profile(.bo)?.apartFromVersion == other.apartFromVersion)
  }
}
