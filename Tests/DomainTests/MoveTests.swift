import BookSamples
import Domain
import Testing

/// Registrations that stewards put elsewhere, and suggestions that they decide on.
@Suite struct MoveTests {
  static let id = RegistrationID(value: 7)
  static let suggestion = SuggestionID(value: 7)

  /// Åsa and Bo are active, Dag is removed; a registration stands where it is said.
  static func book(
    _ registration: RecordedRegistration, suggestion: Suggestion? = nil
  ) throws -> AddressBook {
    var contents = BookContents(
      profiles: [
        Profile(
          id: .åsa, createdAt: Timestamp(microseconds: 2),
          addresses: [try at("a@x.se", .primary)]),
        Profile(
          id: .bo, createdAt: Timestamp(microseconds: 1),
          addresses: [try at("bo@x.se", .primary)]),
        Profile(
          id: .dag, state: .removed,
          addresses: [try at("Dag@x.se", .primary, .work), try at("d@x.se")]),
      ], registrations: [id: registration])
    if let suggestion { contents.suggestions = [suggestion.id: SuggestionState(suggestion)] }
    return AddressBook(contents, ids: IDSource(seed: 1))
  }

  static func suggest(_ kind: Suggestion.Kind, _ profiles: ProfileID...) -> Suggestion {
    Suggestion(
      id: suggestion, kind: kind, profiles: profiles, registration: id, evidence: "new@x.se")
  }

  @Test("M5: a steward moves a registration to another profile, from wherever it stands (M7)")
  func toProfile() throws {
    for from in [ProfileID.åsa, nil] {
      var book = try Self.book(RecordedRegistration(profile: from))
      let outcome = book.moveRegistration(Self.id, to: .profile(.bo), cause: .test)
      #expect(outcome == .applied)
      let change = Change.registration(Self.id, .moved(from: from, to: .bo, isNew: false))
      #expect(book.log == [LoggedChange(change, sequence: 1, isProtected: false)])
      let again = book.moveRegistration(Self.id, to: .profile(.bo), cause: .test)
      #expect(again == .alreadyApplied)
      #expect(book.moveRegistration(Self.id, to: .profile(.åsa), cause: .test) == .applied)
    }
  }

  @Test("M5: a moved registration makes a new profile with its name, telephone and free address")
  func toNew() throws {
    let name = Name(given: "Åsa", family: "Öberg")
    let cases: [(String?, [String: Uses], moved: Bool)] = [
      // Another active profile keeps its address (U1).
      ("a@x.se", [:], false), ("new@x.se", ["new@x.se": .primary], false), (nil, [:], false),
      // A removed one gives it up (U3).
      ("dag@x.se", ["Dag@x.se": .primary], true),
    ]
    for (text, uses, isMoved) in cases {
      let registration = RecordedRegistration(
        profile: .åsa, name: name, phone: "018-1", address: try text.map { try mail($0) })
      var book = try Self.book(registration)
      #expect(book.moveRegistration(Self.id, to: .new, cause: .test) == .applied)
      guard case .profile(_, .created(let created)) = book.log.first?.change,
        let new = book.profile(created.id)
      else {
        Issue.record("no profile was told")
        return
      }
      #expect(new.name == name && new.phone == "018-1" && new.createdAt == Cause.test.at)
      #expect(book.uses(on: new.id) == uses)
      #expect(
        book.log.last?.change
          == .registration(Self.id, .moved(from: .åsa, to: new.id, isNew: true)))
      #expect(book.log.count == (isMoved ? 3 : 2))
      #expect(book.uses(on: .åsa) == ["a@x.se": .primary])
    }
  }

  @Test("L5: a registration is where its profile was merged: it is not moved there")
  func merged() throws {
    var book = try Self.book(RecordedRegistration(profile: .åsa))
    _ = book.merge(.åsa, into: .bo, cause: .test)
    for id in [ProfileID.åsa, .bo] {
      let outcome = book.moveRegistration(Self.id, to: .profile(id), cause: .test)
      #expect(outcome == .alreadyApplied)
    }
  }

  @Test("M7: a registration and all that it stands on is asked for")
  func missing() {
    var book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.moveRegistration(Self.id, to: .new, cause: .test)
    #expect(book.missing == Touch(registrations: [Self.id]))
    book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.accept(Self.suggestion, cause: .test)
    #expect(book.missing.suggestions.keys.contains(Self.suggestion))
    book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.dismiss(Self.suggestion, cause: .test)
    #expect(book.missing.suggestions.keys.contains(Self.suggestion))
  }

  @Test("E4: a suggestion that lacks something stays open, and tells nothing")
  func acceptMissing() {
    let state = SuggestionState(Self.suggest(.duplicate, .åsa, .bo))
    let contents = BookContents(
      profiles: [Profile(id: .åsa), Profile(id: .bo)],
      suggestions: [Self.suggestion: state])
    var book = AddressBook(
      contents, held: Touch(suggestions: [Self.suggestion: .changing]), ids: IDSource(seed: 1))
    _ = book.accept(Self.suggestion, cause: .test)
    #expect(book.missing == Touch(profiles: [.åsa: .exclusive]))
    #expect(book.log.isEmpty)
  }

  @Test(
    "E4: of two that become one the older profile is kept, unless the other one is named",
    arguments: [
      ([.åsa, .bo], nil, .bo), ([.bo, .åsa], nil, .bo), ([.åsa, .bo], .åsa, .åsa),
      ([.bo, .åsa], .bo, .bo),
    ] as [([ProfileID], ProfileID?, ProfileID)])
  func kept(pair: [ProfileID], keep: ProfileID?, kept: ProfileID) throws {
    for kind in [Suggestion.Kind.duplicate, .externalIDElsewhere] {
      var book = try Self.book(
        RecordedRegistration(profile: nil), suggestion: Self.suggest(kind, pair[0], pair[1]))
      #expect(book.accept(Self.suggestion, keep: keep, cause: .test) == .applied)
      let removed: ProfileID = kept == .åsa ? .bo : .åsa
      #expect(book.profile(removed)?.mergedInto == kept)
      #expect(book.uses(on: kept).count == 2)
      #expect(book.accept(Self.suggestion, keep: removed, cause: .test) == .alreadyApplied)
    }
  }

  @Test("E4: a third profile is not kept; two that are one by now are one")
  func keptElsewhere() throws {
    let registration = RecordedRegistration(profile: nil)
    let suggestion = Self.suggest(.duplicate, .åsa, .bo)
    var book = try Self.book(registration, suggestion: suggestion)
    for keep in [ProfileID.dag, .cia] {
      let outcome = book.accept(Self.suggestion, keep: keep, cause: .test)
      #expect(outcome == .refused(.unknownProfile))
    }
    #expect(book.log.isEmpty)
    _ = book.merge(.åsa, into: .bo, cause: .test)
    let told = book.log.count
    #expect(book.accept(Self.suggestion, keep: .åsa, cause: .test) == .applied)
    #expect(
      book.log[told...].map(\.change) == [.suggestion(suggestion, .decided(isAccepted: true))])
  }

  @Test("M2: what a removed profile had comes to the new one, and goes back with an unmerge")
  func previouslyRemoved() throws {
    var book = try Self.book(
      RecordedRegistration(profile: nil), suggestion: Self.suggest(.previouslyRemoved, .åsa, .dag))
    #expect(book.accept(Self.suggestion, keep: .dag, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": .primary, "Dag@x.se": .work, "d@x.se": []])
    #expect(book.profile(.dag)?.mergedInto == .åsa)
    #expect(book.unmerge(.dag, cause: .test) == .applied)
    #expect(book.profile(.dag)?.state == .removed)
    #expect(book.uses(on: .dag) == ["Dag@x.se": Uses([.primary, .work]), "d@x.se": []])
  }

  @Test("M4: an accepted address is additional; what stands against it leaves the suggestion open")
  func additional() throws {
    let registration = RecordedRegistration(profile: .åsa)
    let suggestion = Self.suggest(.additionalAddress, .åsa)
    var book = try Self.book(registration, suggestion: suggestion)
    let new = try mail("new@x.se")
    #expect(book.addAddress(new, to: .bo, cause: .test) == .applied)
    let refused = book.accept(Self.suggestion, cause: .test)
    #expect(refused == .refused(.addressTaken(holder: .bo)))
    _ = book.removeAddress(new.key, from: .bo, cause: .test)
    #expect(book.accept(Self.suggestion, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": .primary, "new@x.se": []])
    #expect(book.accept(Self.suggestion, cause: .test) == .alreadyApplied)
  }

  @Test(
    "M7: a registration that waits is recorded where the steward says, on a new profile by default",
    arguments: [Suggestion.Kind.roleMailbox, .deceasedAddress, .nameDiffers])
  func recorded(kind: Suggestion.Kind) throws {
    let registration = RecordedRegistration(profile: nil, address: try mail("new@x.se"))
    var book = try Self.book(registration, suggestion: Self.suggest(kind))
    #expect(book.accept(Self.suggestion, to: .profile(.bo), cause: .test) == .applied)
    #expect(
      book.log.first?.change
        == .registration(Self.id, .moved(from: nil, to: .bo, isNew: false)))
    book = try Self.book(registration, suggestion: Self.suggest(kind))
    #expect(book.accept(Self.suggestion, cause: .test) == .applied)
    #expect(try book.holder(of: key("new@x.se")) != nil)
    #expect(book.log.count == 3)
  }

  @Test("M7, S5: a role mailbox that a new profile gets is for nothing, since nobody chose it")
  func roleMailbox() throws {
    for (text, kind) in [
      ("info@x.se", Suggestion.Kind.roleMailbox), ("rektor@x.se", .roleMailbox),
      ("info@x.se", .nameDiffers),
    ] {
      let registration = RecordedRegistration(profile: nil, address: try mail(text))
      var book = try Self.book(registration, suggestion: Self.suggest(kind))
      #expect(book.accept(Self.suggestion, cause: .test) == .applied)
      let new = try #require(try book.holder(of: key(text)))
      #expect(book.uses(on: new) == [text: []])
    }
  }

  @Test("L5: a suggestion that names a profile which was merged away speaks of the kept one")
  func followsMerges() throws {
    let registration = RecordedRegistration(profile: .bo, all: [try mail("new@x.se")])
    var book = try Self.book(
      registration, suggestion: Self.suggest(.additionalAddress, .åsa))
    _ = book.merge(.åsa, into: .bo, cause: .test)
    #expect(book.accept(Self.suggestion, cause: .test) == .applied)
    #expect(book.uses(on: .bo)["new@x.se"] == [])
    // Whoever had been removed was merged since: that one's kept profile comes to the new one.
    book = try Self.book(registration, suggestion: Self.suggest(.previouslyRemoved, .åsa, .dag))
    _ = book.restore(.dag, cause: .test)
    _ = book.merge(.dag, into: .bo, cause: .test)
    #expect(book.accept(Self.suggestion, cause: .test) == .applied)
    #expect(book.profile(.bo)?.mergedInto == .åsa)
    // And if the two are one by now, it is carried out with that.
    book = try Self.book(registration, suggestion: Self.suggest(.previouslyRemoved, .åsa, .dag))
    _ = book.restore(.dag, cause: .test)
    _ = book.merge(.dag, into: .åsa, cause: .test)
    #expect(book.accept(Self.suggestion, cause: .test) == .applied)
  }

  @Test("I1, M4: a further address that is accepted is kept as the form wrote it, else as its key")
  func acceptedAsWritten() throws {
    for (registration, text) in [
      (
        RecordedRegistration(profile: .bo, all: [try mail("a@x.se"), try mail("New@X.se")]),
        "New@X.se"
      ),
      (RecordedRegistration(profile: .bo), "new@x.se"),
    ] {
      var book = try Self.book(registration, suggestion: Self.suggest(.additionalAddress, .bo))
      #expect(book.accept(Self.suggestion, cause: .test) == .applied)
      #expect(book.uses(on: .bo).keys.sorted() == [text, "bo@x.se"].sorted())
    }
  }

  @Test("E4: what was dismissed does not return, but on evidence of another kind")
  func dismissed() throws {
    var first = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, externalIDs: ["ladok": "8"], addresses: [try at("bo@x.se", .primary)]))
    _ = try first.record("a@x.se", "bo@x.se", "new@x.se")
    let made = first.suggestions
    #expect(made.map(\.kind) == [.duplicate, .additionalAddress])
    var contents = BookContents(
      profiles: [ProfileID.åsa, .bo].compactMap { first.profile($0) },
      made: Set(made.map(\.identity)))
    for suggestion in made { contents.suggestions[suggestion.id] = SuggestionState(suggestion) }
    var book = AddressBook(contents, ids: IDSource(seed: 2))
    for suggestion in made { #expect(book.dismiss(suggestion.id, cause: .test) == .applied) }
    #expect(
      book.log.map(\.change) == made.map { .suggestion($0, .decided(isAccepted: false)) })
    _ = try book.record("a@x.se", "bo@x.se", "new@x.se")
    _ = try book.record("bo@x.se", "a@x.se")
    #expect(book.suggestions.isEmpty)
    let ladok = ExternalID(system: "ladok", value: "8")
    _ = try book.record("a@x.se", "bo@x.se", externalIDs: [ladok])
    #expect(book.suggestions.map(\.kind) == [.externalIDElsewhere])
  }

  @Test("M3: an external id of a profile that was merged here, however often, suggests nothing")
  func mergedExternalID() throws {
    var book = AddressBook(
      Profile(id: .åsa, externalIDs: ["ladok": "7"]),
      Profile(id: .bo, externalIDs: ["ladok": "8"]),
      Profile(id: .cia, externalIDs: ["ladok": "9"], addresses: [try at("c@x.se", .primary)]))
    _ = book.merge(.åsa, into: .bo, cause: .test)
    _ = book.merge(.bo, into: .cia, cause: .test)
    let ids = ["7", "8", "9"].map { ExternalID(system: "ladok", value: $0) }
    #expect(try book.record("c@x.se", externalIDs: ids) == .applied)
    #expect(book.suggestions.isEmpty)
  }
}
