import BookSamples
import Domain
import Testing

@Suite struct StatesTests {
  /// Each verb of a steward on one profile that holds `a@x.se`.
  static func outcomes(_ profile: Profile?) throws -> [String: Outcome] {
    let (a, b) = try (mail("a@x.se"), mail("b@x.se"))
    var outcomes: [String: Outcome] = [:]
    let verbs: [String: (inout AddressBook) -> Outcome] = [
      "add": { $0.addAddress(b, to: .åsa, cause: .test) },
      "remove": { $0.removeAddress(a.key, from: .åsa, cause: .test) },
      "replace": { $0.replaceAddress(a.key, with: b, on: .åsa, cause: .test) },
      "set": { $0.setUse(.work, to: a.key, on: .åsa, cause: .test) },
      "clear": { $0.clearUse(.primary, on: .åsa, cause: .test) },
    ]
    for (name, verb) in verbs {
      var book = AddressBook(
        BookContents(profiles: profile.map { [$0] } ?? []), ids: IDSource(seed: 1))
      outcomes[name] = verb(&book)
      #expect(book.log.isEmpty == (outcomes[name] != .applied))
    }
    return outcomes
  }

  @Test("L1: a deceased profile gets no address, and nothing else of it is edited")
  func deceased() throws {
    let outcomes = try Self.outcomes(Profile(id: .åsa, state: .deceased))
    #expect(outcomes["add"] == .refused(.deceased))
    #expect(outcomes["replace"] == .refused(.deceased))
    for verb in ["remove", "set", "clear"] { #expect(outcomes[verb] == .refused(.notActive)) }
  }

  @Test("L7: only active profiles are edited", arguments: Profile.State.allCases)
  func onlyActive(state: Profile.State) throws {
    let addresses = [try at("a@x.se", .primary)]
    let outcomes = try Self.outcomes(Profile(id: .åsa, state: state, addresses: addresses))
    switch state {
    case .active: #expect(outcomes.values.allSatisfy { $0 == .applied })
    case .removed, .purged: #expect(outcomes.values.allSatisfy { $0 == .refused(.notActive) })
    case .deceased: #expect(outcomes.values.allSatisfy { $0 != .applied })
    }
  }

  @Test("L7: a profile that nobody has is unknown")
  func unknown() throws {
    #expect(try Self.outcomes(nil).values.allSatisfy { $0 == .refused(.unknownProfile) })
  }

  @Test("L5: a command that names a merged-away profile reaches the kept one, through any number")
  func mergedAway() throws {
    let profiles = [
      Profile(id: .åsa, state: .removed, mergedInto: .bo),
      Profile(id: .bo, state: .removed, mergedInto: .cia),
      Profile(id: .cia, addresses: [try at("a@x.se", .primary)]),
    ]
    var book = AddressBook(BookContents(profiles: profiles), ids: IDSource(seed: 1))
    #expect(try book.addAddress(mail("b@x.se"), to: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .cia) == ["a@x.se": .primary, "b@x.se": []])
    #expect(book.log.map(\.change.scope.subject) == [.cia])

    // The chain is loaded one link at a time.
    book = AddressBook(
      BookContents(profiles: [profiles[0]]), held: Touch(profiles: [.åsa: .changing]),
      ids: IDSource(seed: 1))
    _ = try book.addAddress(mail("b@x.se"), to: .åsa, cause: .test)
    #expect(book.missing == Touch(profiles: [.bo: .changing]))
  }

  @Test("L7: a profile that exists just so is made already; with other content it is refused")
  func createTwice() throws {
    let new = NewProfile(
      id: .åsa, name: Name(given: "Åsa"), externalIDs: ["ladok": "7"],
      addresses: [try at("a@x.se"), try at("b@x.se", .work)])
    var book = AddressBook()
    #expect(book.create(new, cause: .test) == .applied)
    let made = Profile(
      id: .åsa, name: new.name, externalIDs: new.externalIDs, createdAt: Cause.test.at,
      addresses: [try at("a@x.se", .primary), try at("b@x.se", .work)])
    #expect(
      book.log == [LoggedChange(.created(made), sequence: 1, isProtected: false)])
    #expect(book.create(new, cause: .test) == .alreadyApplied)
    let other = NewProfile(id: .åsa, name: Name(given: "Bo"))
    #expect(book.create(other, cause: .test) == .refused(.profileExists))
    let sameID = NewProfile(id: .bo, externalIDs: ["ladok": "7"])
    #expect(book.create(sameID, cause: .test) == .refused(.externalIDTaken(holder: .åsa)))
    #expect(book.log.count == 1)
  }

  @Test("L7: what a new profile needs and was not loaded is asked for")
  func createMissing() throws {
    let a = try at("a@x.se")
    let ladok = ExternalID(system: "ladok", value: "7")
    let new = NewProfile(id: .åsa, externalIDs: ["ladok": "7"], addresses: [a])
    var touch = Touch()
    for missing in [
      Touch(profiles: [.åsa: .changing]), Touch(keys: [a.key: .changing]),
      Touch(externalIDs: [ladok]), Touch(),
    ] {
      var book = AddressBook(BookContents(), held: touch, ids: IDSource(seed: 1))
      _ = book.create(new, cause: .test)
      #expect(book.missing == missing)
      touch.formUnion(missing)
    }
  }

  @Test("E1: each refusal has a word, and a sentence without an address")
  func refusals() {
    let all: [Refusal] = [
      .addressTaken(holder: .åsa), .addressTaken(holder: nil), .deceased, .notActive,
      .unknownProfile, .unknownAddress, .profileExists,
      .externalIDTaken(holder: .åsa), .externalIDTaken(holder: nil), .purgedEarlier,
      .versionConflict, .notRemoved, .notDeceased, .mergedIntoItself, .mergeCircle,
      .mergedElsewhere, .notMerged, .unmergeExpired, .unknownRegistration, .unknownSuggestion,
      .unknownStorm, .alreadyDecided, .unknownToken, .unknownUse, .unknownOutcome,
      .badAddress(.displayName), .importExists, .unknownOption,
      .badFile(code: "encrypted", sentence: "It is locked."), .badColumns(code: "unknownColumn"),
      .unknownImport, .dryRun, .tooLate, .mailingExists, .unknownMailing, .mailingCompleted,
      .neverSent, .unknownAudience, .unknownField, .badTemplate, .invalidSubject, .textTooLarge,
      .optedOutOfAll, .unknownNote,
    ]
    #expect(Set(all.map(\.kind)) == Set(Refusal.Kind.allCases))
    // The two that may name a holder have one word with and without.
    #expect(Set(all.map(\.code)).count == all.count - 2)
    #expect(Set(all.map(\.sentence)).count == all.count)
    for refusal in all {
      #expect(!refusal.code.isEmpty && refusal.sentence.hasSuffix("."))
      #expect(!refusal.sentence.contains("@"))
    }
  }
}
