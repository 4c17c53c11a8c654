import BookSamples
import Domain
import Testing

/// Unmerges, with what they give back and what they leave.
@Suite struct UnmergeTests {
  static func åsa() throws -> Profile {
    Profile(
      id: .åsa, name: Name(given: "Åsa", family: "Öberg"), phone: "018-1",
      externalIDs: ["ladok": "7", "primula": "7"], isProtected: true, optedOut: ["news", "alumni"],
      addresses: [
        try at("a@x.se", .primary, .student), try at("work@x.se", .work), try at("more@x.se"),
      ])
  }

  static func bo() throws -> Profile {
    Profile(
      id: .bo, name: Name(given: "Bo"), externalIDs: ["ladok": "8"], optedOut: ["alumni"],
      addresses: [try at("bo@x.se", .primary, .work)])
  }

  static func merged() throws -> AddressBook {
    try MergeTests.merged(åsa(), into: bo())
  }

  static func leftovers(of book: AddressBook) -> [Leftover]? {
    guard case .merge(_, .unmerged(let leftovers)) = book.log.last?.change else { return nil }
    return leftovers
  }

  @Test("L4: a merge that is taken back gives both profiles as they were")
  func unmerged() throws {
    var book = try Self.merged()
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(try book.profile(.åsa)?.apartFromVersion == Self.åsa().apartFromVersion)
    #expect(try book.profile(.bo)?.apartFromVersion == Self.bo().apartFromVersion)
    #expect(Self.leftovers(of: book) == [])
    for id in [ProfileID.åsa, .bo] { #expect(book.profile(id)?.version ?? 0 > 2) }
    // And can be done again.
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .applied)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
  }

  @Test("B10, L4: that a mailbox has another owner, said since the merge, goes with its address")
  func ownerChanged() throws {
    var book = try Self.merged()
    for address in ["a@x.se", "bo@x.se"] {
      _ = try book.hear(
        Told.failure(.ownerChanged, .ownerChanged, status: "5.7.17"), of: address, send: "<1@u>")
    }
    let before = book.suggestions
    #expect(before.map(\.profiles) == [[.bo], [.bo]])
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    let made = book.suggestions.dropFirst(2)
    #expect(made.map(\.profiles) == [[.åsa]] && made.map(\.evidence) == ["a@x.se"])
    // Once, however often the two are merged and parted.
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .applied)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.suggestions.count == 3)

    // The one for the profile that was kept has nothing left to do, and does nothing.
    var contents = BookContents(profiles: [.åsa, .bo].compactMap(book.profile))
    let a = try key("a@x.se")
    contents.suggestions = [before[0].id: SuggestionState(before[0])]
    contents.suppressions = [a: ["x.se": Suppression(gateway: "x.se", since: Cause.test.at)]]
    for isAccepted in [true, false] {
      var parted = AddressBook(contents, ids: IDSource(seed: 2))
      let id = before[0].id
      let outcome =
        isAccepted ? parted.accept(id, cause: .test) : parted.dismiss(id, cause: .test)
      #expect(outcome == .applied)
      #expect(parted.holder(of: a) == .åsa && parted.log.count == 1)
    }
  }

  @Test("L4: what was changed since the merge stays where it is, and is listed")
  func leftovers() throws {
    var book = try Self.merged()
    _ = try book.setUse(.student, to: key("bo@x.se"), on: .bo, cause: .test)
    _ = try book.removeAddress(key("work@x.se"), from: .bo, cause: .test)
    _ = book.update(
      .bo, Edit(family: .set("Ek"), phone: .cleared, externalIDs: ["primula": .set("8")]),
      cause: .test)
    _ = book.optIn(.bo, to: "news", cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(
      try Self.leftovers(of: book) == [
        .address(key("work@x.se")), .familyName, .phone,
        .externalID(system: "primula"), .optOut(topic: "news"),
      ])
    #expect(book.uses(on: .bo) == ["bo@x.se": Uses([.primary, .work])])
    #expect(book.uses(on: .åsa) == ["a@x.se": Uses([.primary, .student]), "more@x.se": []])
    #expect(
      book.profile(.bo)?.details
        == Details(
          name: Name(given: "Bo", family: "Ek"), externalIDs: ["ladok": "8", "primula": "8"]))
    #expect(book.profile(.åsa)?.phone == "018-1")
    #expect(book.profile(.åsa)?.externalIDs == ["ladok": "7"])
    #expect(book.profile(.åsa)?.optedOut == ["news", "alumni"])
    #expect(book.profile(.bo)?.optedOut == ["alumni"])
  }

  @Test("L4: what came to the kept profile after the merge stays there")
  func added() throws {
    var book = try Self.merged()
    _ = try book.addAddress(mail("new@x.se"), uses: Uses(.private), to: .åsa, cause: .test)
    _ = book.update(.åsa, Edit(externalIDs: ["mira": .set("1")]), cause: .test)
    _ = book.optOut(.åsa, of: nil, cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(Self.leftovers(of: book) == [])
    #expect(
      book.uses(on: .bo) == [
        "bo@x.se": Uses([.primary, .work]), "new@x.se": Uses(.private),
      ])
    #expect(book.profile(.bo)?.externalIDs == ["ladok": "8", "mira": "1"])
    // Nobody is mailed who may have said no (R6).
    var åsa = try Self.åsa().apartFromVersion
    åsa.optedOut.insert(Profile.everyTopic)
    #expect(book.profile(.bo)?.optedOut == ["alumni", Profile.everyTopic])
    #expect(book.profile(.åsa)?.apartFromVersion == åsa)
  }

  @Test("L4: an address that others have taken since stays with them")
  func taken() throws {
    var book = try Self.merged()
    _ = try book.removeAddress(key("a@x.se"), from: .bo, cause: .test)
    let new = NewProfile(id: .cia, addresses: [try at("a@x.se")])
    #expect(book.create(new, cause: .test) == .applied)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(try book.holder(of: key("a@x.se")) == .cia)
    #expect(try Self.leftovers(of: book) == [.address(key("a@x.se"))])
  }

  @Test("L4: a merge is taken back once")
  func twice() throws {
    var book = try Self.merged()
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    let told = book.log.count
    #expect(book.unmerge(.åsa, cause: .test) == .refused(.notMerged))
    #expect(book.unmerge(.bo, cause: .test) == .refused(.notMerged))
    #expect(book.log.count == told)
  }

  @Test(
    "L4: a merge can be taken back within so many days",
    arguments: [
      (LifeRules.standard, 90 * 86_400, true), (.standard, 90 * 86_400 + 1, false),
      (LifeRules(unmergeDays: 1), 86_400, true), (LifeRules(unmergeDays: 1), 86_401, false),
    ] as [(LifeRules, Int64, Bool)])
  func expired(rules: LifeRules, seconds: Int64, canBe: Bool) throws {
    var book = try Self.merged()
    let told = book.log.count
    let outcome = book.unmerge(.åsa, rules: rules, cause: .test(after: seconds))
    #expect(outcome == (canBe ? .applied : .refused(.unmergeExpired)))
    #expect((book.log.count == told) == !canBe)
  }

  @Test("L4: a chain of merges is taken back from its end")
  func chain() throws {
    let cia = Profile(id: .cia, phone: "018-3", addresses: [try at("cia@x.se", .student)])
    var book = try AddressBook(Self.åsa(), Self.bo(), cia)
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .applied)
    let between = book.profile(.bo)
    #expect(book.merge(.bo, into: .cia, cause: .test) == .applied)
    #expect(book.unmerge(.åsa, cause: .test) == .refused(.mergedElsewhere))
    #expect(book.unmerge(.bo, cause: .test) == .applied)
    #expect(book.profile(.bo)?.apartFromVersion == between?.apartFromVersion)
    #expect(book.profile(.cia)?.apartFromVersion == cia.apartFromVersion)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(try book.profile(.åsa)?.apartFromVersion == Self.åsa().apartFromVersion)
    #expect(try book.profile(.bo)?.apartFromVersion == Self.bo().apartFromVersion)
  }

  @Test(
    "L7: a merge is taken back only while the kept profile is active",
    arguments: [Profile.State.removed, .deceased, .purged])
  func notActive(state: Profile.State) throws {
    var book = try Self.merged()
    switch state {
    case .active: break
    case .removed: #expect(book.remove(.bo, cause: .test) == .applied)
    case .deceased: #expect(book.declareDeceased(.bo, cause: .test) == .applied)
    case .purged: #expect(book.purge(.bo, decision: nil, cause: .test) == .applied)
    }
    let told = book.log.count
    #expect(book.unmerge(.åsa, cause: .test) == .refused(.notActive))
    #expect(book.log.count == told)
  }

  @Test("L1: a merge that is taken back after a death was revoked brings no address back")
  func afterDeath() throws {
    var book = try Self.merged()
    #expect(book.declareDeceased(.åsa, cause: .test) == .applied)
    #expect(book.revokeDeceased(.åsa, cause: .test) == .applied)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    for id in [ProfileID.åsa, .bo] {
      #expect(book.uses(on: id) == [:])
      #expect(book.profile(id)?.phone == nil)
    }
    // What was erased is named nowhere.
    let leftovers = try #require(Self.leftovers(of: book))
    #expect(leftovers == [])
  }

  @Test("L4: how a profile was merged away is asked for, if it was not loaded")
  func missing() throws {
    let profiles = [
      Profile(id: .åsa, state: .removed, mergedInto: .bo), Profile(id: .bo),
    ]
    let both = Touch(profiles: [.åsa: .exclusive, .bo: .exclusive])
    let steps: [([Profile], Touch, Touch)] = [
      ([], Touch(), Touch(profiles: [.åsa: .exclusive])),
      (
        [profiles[0]], Touch(profiles: [.åsa: .exclusive]), Touch(profiles: [.bo: .exclusive])
      ),
      (profiles, both, Touch(merges: [.åsa])),
    ]
    for (loaded, held, missing) in steps {
      var book = AddressBook(
        BookContents(profiles: loaded), held: held, ids: IDSource(seed: 1))
      _ = book.unmerge(.åsa, cause: .test)
      #expect(book.missing == missing)
    }
    var held = both
    held.formUnion(Touch(merges: [.åsa]))
    var book = AddressBook(BookContents(profiles: profiles), held: held, ids: IDSource(seed: 1))
    #expect(book.unmerge(.åsa, cause: .test) == .refused(.notMerged))
    #expect(book.missing.isEmpty)
  }
}
