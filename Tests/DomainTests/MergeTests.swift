import BookSamples
import Domain
import Testing

/// Merges, and all that they bring along.
@Suite struct MergeTests {
  /// Åsa is merged into Bo.
  static func merged(_ åsa: Profile, into bo: Profile, leaveBehind: Set<AddressKey> = [])
    -> AddressBook
  {
    var book = AddressBook(åsa, bo)
    let outcome = book.merge(.åsa, into: .bo, leaveBehind: leaveBehind, cause: .test)
    #expect(outcome == .applied)
    return book
  }

  @Test("L4: the primary address comes along as additional, other uses where they are free")
  func uses() throws {
    let åsa = Profile(
      id: .åsa,
      addresses: [
        try at("a@x.se", .primary, .student), try at("work@x.se", .work), try at("more@x.se"),
      ])
    let bo = Profile(
      id: .bo, addresses: [try at("bo@x.se", .primary), try at("bo@work.se", .work)])
    let book = Self.merged(åsa, into: bo)
    #expect(
      book.uses(on: .bo) == [
        "bo@x.se": .primary, "bo@work.se": .work, "a@x.se": Uses(.student), "work@x.se": [],
        "more@x.se": [],
      ])
    #expect(book.uses(on: .åsa) == [:])
    #expect(book.profile(.åsa)?.state == .removed)
    #expect(book.profile(.åsa)?.mergedInto == .bo)
    #expect(book.profile(.bo)?.state == .active)
  }

  @Test("L4: a primary address comes as additional even where the kept profile has none (S5)")
  func noPrimary() throws {
    let åsa = Profile(id: .åsa, addresses: [try at("a@x.se", .primary)])
    let book = Self.merged(åsa, into: Profile(id: .bo, addresses: [try at("bo@x.se", .work)]))
    #expect(book.uses(on: .bo) == ["bo@x.se": .work, "a@x.se": []])
  }

  @Test("L4: a kept profile without any address gets the primary one too (S2)")
  func firstAddresses() throws {
    let both = [try at("a@x.se", .primary, .work), try at("b@x.se")]
    var book = Self.merged(Profile(id: .åsa, addresses: both), into: Profile(id: .bo))
    #expect(book.uses(on: .bo) == ["a@x.se": Uses([.primary, .work]), "b@x.se": []])

    // If that has none either, there is none (S5).
    let none = Profile(id: .åsa, addresses: [try at("a@x.se", .work)])
    book = Self.merged(none, into: Profile(id: .bo))
    #expect(book.uses(on: .bo) == ["a@x.se": .work])

    // The primary one stays behind.
    let a = try key("a@x.se")
    book = Self.merged(
      Profile(id: .åsa, addresses: both), into: Profile(id: .bo), leaveBehind: [a])
    #expect(book.uses(on: .bo) == ["b@x.se": []])
    #expect(book.uses(on: .åsa) == ["a@x.se": Uses([.primary, .work])])
  }

  @Test("L4: only addresses of the profile that is merged away can be left behind")
  func leaveBehind() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    for text in ["bo@x.se", "none@x.se"] {
      let outcome = try book.merge(.åsa, into: .bo, leaveBehind: [key(text)], cause: .test)
      #expect(outcome == .refused(.unknownAddress))
    }
    #expect(book.log.isEmpty)
  }

  @Test("L4: what the kept profile has no value for is filled in; what it has stays")
  func filled() {
    let åsa = Profile(
      id: .åsa, name: Name(given: "Åsa", family: "Öberg"), phone: "018-1",
      externalIDs: ["ladok": "7", "primula": "7"])
    var book = Self.merged(åsa, into: Profile(id: .bo))
    #expect(book.profile(.bo)?.details == åsa.details)
    #expect(book.profile(.åsa)?.details == Details(name: åsa.name, phone: "018-1"))

    let own = Details(
      name: Name(given: "Asa"), phone: "018-2", externalIDs: ["ladok": "8"])
    var bo = Profile(id: .bo)
    bo.details = own
    book = Self.merged(åsa, into: bo)
    #expect(
      book.profile(.bo)?.details
        == Details(
          name: Name(given: "Asa", family: "Öberg"), phone: "018-2",
          externalIDs: ["ladok": "8", "primula": "7"]))
  }

  @Test("L4: of two ids of one system the kept one wins, and the other goes on leading there (L5)")
  func externalIDs() {
    let åsa = Profile(id: .åsa, externalIDs: ["ladok": "7"])
    var book = Self.merged(åsa, into: Profile(id: .bo, externalIDs: ["ladok": "8"]))
    #expect(book.profile(.bo)?.externalIDs == ["ladok": "8"])
    #expect(book.profile(.åsa)?.externalIDs == ["ladok": "7"])
    // Nobody else gets either.
    for value in ["7", "8"] {
      let outcome = book.create(NewProfile(externalIDs: ["ladok": value]), cause: .test)
      #expect(outcome.word == "externalIdTaken")
    }
  }

  @Test(
    "L4: of opt-outs the stricter holds (R6)",
    arguments: [
      ([], ["news"], ["news"]), (["news"], [], ["news"]),
      (["news"], ["alumni"], ["alumni", "news"]),
      (["*"], ["news"], ["*", "news"]), (["news"], ["*"], ["*", "news"]), ([], [], []),
    ] as [(Set<String>, Set<String>, Set<String>)])
  func optOuts(removed: Set<String>, kept: Set<String>, both: Set<String>) {
    let book = Self.merged(
      Profile(id: .åsa, optedOut: removed), into: Profile(id: .bo, optedOut: kept))
    #expect(book.profile(.bo)?.optedOut == both)
    #expect(book.profile(.åsa)?.optedOut == removed)
  }

  @Test(
    "L8: who had a protected identity has one after a merge, and the merge is told so",
    arguments: [(true, false), (false, true), (true, true), (false, false)])
  func protected(removed: Bool, kept: Bool) throws {
    let åsa = Profile(
      id: .åsa, name: Name(given: "Åsa"), isProtected: removed, optedOut: ["news"],
      addresses: [try at("a@x.se", .primary)])
    var book = Self.merged(åsa, into: Profile(id: .bo, isProtected: kept))
    #expect(book.profile(.bo)?.isProtected == (removed || kept))
    #expect(book.profile(.åsa)?.isProtected == removed)
    #expect(book.log.count == 4)
    for logged in book.log { #expect(logged.isProtected == (removed || kept)) }
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.profile(.bo)?.isProtected == kept)
    #expect(book.log.last?.isProtected == (removed || kept))
  }

  @Test("L5: a chain of merges leads to its end; an address left behind on the way is the person's")
  func chain() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary), try at("left@x.se")]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]),
      Profile(id: .cia, addresses: [try at("cia@x.se", .primary)]))
    let left = try key("left@x.se")
    #expect(book.merge(.åsa, into: .bo, leaveBehind: [left], cause: .test) == .applied)
    #expect(book.merge(.bo, into: .cia, cause: .test) == .applied)
    #expect(book.uses(on: .cia) == ["cia@x.se": .primary, "bo@x.se": [], "a@x.se": []])
    #expect(book.optOut(.åsa, of: "news", cause: .test) == .applied)
    #expect(book.profile(.cia)?.optedOut == ["news"])
    #expect(book.holder(of: left) == .åsa)
    #expect(book.addAddress(try mail("left@x.se"), to: .åsa, cause: .test) == .applied)
    #expect(book.holder(of: left) == .cia)
  }

  @Test("L4: no merge makes a circle, nor redirects one that was done")
  func circles() {
    var book = AddressBook(Profile(id: .åsa), Profile(id: .bo), Profile(id: .cia))
    #expect(book.merge(.åsa, into: .åsa, cause: .test) == .refused(.mergedIntoItself))
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .applied)
    let told = book.log.count
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .alreadyApplied)
    #expect(book.merge(.bo, into: .åsa, cause: .test) == .refused(.mergeCircle))
    #expect(book.merge(.åsa, into: .cia, cause: .test) == .refused(.mergedElsewhere))
    #expect(book.log.count == told)
    // Merged there by a detour is merged there.
    #expect(book.merge(.bo, into: .cia, cause: .test) == .applied)
    #expect(book.merge(.åsa, into: .cia, cause: .test) == .alreadyApplied)
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .alreadyApplied)
    #expect(book.merge(.cia, into: .åsa, cause: .test) == .refused(.mergeCircle))
  }

  @Test("L4: both profiles of a merge must be held for their end, else they are asked for")
  func missing() throws {
    let profiles = [Profile(id: .åsa), Profile(id: .bo)]
    let steps: [(Touch, Touch)] = [
      (Touch(), Touch(profiles: [.bo: .exclusive])),
      (Touch(profiles: [.bo: .exclusive]), Touch(profiles: [.åsa: .exclusive])),
      (Touch(profiles: [.åsa: .changing, .bo: .changing]), Touch(profiles: [.bo: .exclusive])),
      (Touch(profiles: [.åsa: .exclusive, .bo: .exclusive]), Touch()),
    ]
    for (held, missing) in steps {
      let loaded = profiles.filter { held.profiles[$0.id] != nil }
      var book = AddressBook(
        BookContents(profiles: loaded), held: held, ids: IDSource(seed: 1))
      _ = book.merge(.åsa, into: .bo, cause: .test)
      #expect(book.missing == missing)
      #expect(book.log.isEmpty == !missing.isEmpty)
    }
  }
}
