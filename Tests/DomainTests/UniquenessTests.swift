import BookSamples
import Domain
import Testing

@Suite struct UniquenessTests {
  @Test("U1: an address that is added stands on one profile", arguments: Profile.State.allCases)
  func oneProfile(state: Profile.State) throws {
    var book = AddressBook(
      Profile(id: .åsa),
      Profile(id: .bo, state: state, addresses: [try at("bo@x.se", .primary)]))
    _ = book.addAddress(try mail("BO@x.se"), to: .åsa, cause: .test)
    let holders = [ProfileID.åsa, .bo].filter { book.profile($0)?.addresses.isEmpty == false }
    #expect(holders.count == 1)
    #expect(try book.holder(of: key("bo@x.se")) == holders.first)
  }

  @Test("U2: an address of another active profile is refused, with that profile's id")
  func taken() throws {
    var book = AddressBook(
      Profile(id: .åsa), Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    let address = try mail("bo@x.se")
    let refused = Outcome.refused(.addressTaken(holder: .bo))
    #expect(book.addAddress(address, to: .åsa, cause: .test) == refused)
    #expect(book.create(NewProfile(addresses: [Address(address)]), cause: .test) == refused)
    #expect(book.log.isEmpty)
  }

  @Test("U2: an address is not replaced by one that another active profile holds")
  func replacementTaken() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    let outcome = book.replaceAddress(
      try key("asa@x.se"), with: try mail("bo@x.se"), on: .åsa, cause: .test)
    #expect(outcome == .refused(.addressTaken(holder: .bo)))
    #expect(book.log.isEmpty)
  }

  @Test("L8: a protected holder is not named, and changes about it say so")
  func protectedHolder() throws {
    var book = AddressBook(
      Profile(id: .åsa),
      Profile(id: .bo, isProtected: true, addresses: [try at("bo@x.se", .primary)]))
    let address = try mail("bo@x.se")
    #expect(
      book.addAddress(address, to: .åsa, cause: .test) == .refused(.addressTaken(holder: nil)))
    #expect(try book.addAddress(mail("b@x.se"), to: .bo, cause: .test) == .applied)
    #expect(try book.addAddress(mail("a@x.se"), to: .åsa, cause: .test) == .applied)
    #expect(book.log.map(\.isProtected) == [true, false])
  }

  @Test("U3: an address moves off a removed profile, spelling and place in the log included")
  func moves() throws {
    var book = AddressBook(
      Profile(id: .åsa),
      Profile(
        id: .bo, state: .removed, version: 4,
        addresses: [try at("Bo@x.se", .primary, .work), try at("b@x.se")]))
    #expect(try book.addAddress(mail("bo@x.se"), uses: .work, to: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["Bo@x.se": Uses([.primary, .work])])
    #expect(book.uses(on: .bo) == ["b@x.se": []])
    #expect(book.profile(.bo)?.version == 5)
    let change = try Change.address(
      key("bo@x.se"), .moved(from: .bo, to: .åsa, uses: Uses([.primary, .work])))
    #expect(book.log == [LoggedChange(change, sequence: 2, isProtected: false)])
  }

  @Test("U3: a new profile and a replacement take an address from a removed profile too")
  func movesElsewhere() throws {
    let removed = Profile(id: .bo, state: .removed, addresses: [try at("bo@x.se", .primary)])
    let new = try NewProfile(addresses: [at("a@x.se"), at("bo@x.se", .work)])
    var book = AddressBook(removed)
    #expect(book.create(new, cause: .test) == .applied)
    let id = try #require(book.holder(of: key("bo@x.se")))
    #expect(book.uses(on: id) == ["a@x.se": .primary, "bo@x.se": .work])
    #expect(book.suggestions.isEmpty)

    book = AddressBook(removed, Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]))
    let outcome = try book.replaceAddress(
      key("asa@x.se"), with: mail("bo@x.se"), on: .åsa, cause: .test)
    #expect(outcome == .applied)
    #expect(book.uses(on: .åsa) == ["bo@x.se": .primary])
  }

  @Test("U4: an address that the profile has changes nothing; the first spelling stays")
  func alreadyThere() throws {
    var book = AddressBook(Profile(id: .åsa, addresses: [try at("Asa@x.se", .primary)]))
    #expect(try book.addAddress(mail("asa@X.se"), to: .åsa, cause: .test) == .alreadyApplied)
    let outcome = try book.replaceAddress(
      key("asa@x.se"), with: mail("ASA@x.se"), on: .åsa, cause: .test)
    #expect(outcome == .alreadyApplied)
    #expect(book.log.isEmpty)
    #expect(book.uses(on: .åsa) == ["Asa@x.se": .primary])
  }

  @Test("U4: an address that the profile has is given the uses that it lacks")
  func alreadyThereWithUses() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary), try at("a@x.se", .work)]))
    #expect(
      try book.addAddress(mail("asa@x.se"), uses: .work, to: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["asa@x.se": Uses([.primary, .work]), "a@x.se": []])
    #expect(
      try book.addAddress(mail("asa@x.se"), uses: .work, to: .åsa, cause: .test)
        == .alreadyApplied)
  }

  @Test("U3: what is not held firmly enough is asked for, and nothing counts until it is")
  func missing() throws {
    let profiles = [
      Profile(id: .åsa),
      Profile(id: .bo, state: .removed, addresses: [try at("bo@x.se", .primary)]),
    ]
    let bo = try mail("bo@x.se")
    // All that is loaded together is held alike, as firmly as its firmest part.
    let held: [(Touch, Touch)] = [
      (
        Touch(keys: [bo.key: .beside], profiles: [.åsa: .beside]),
        Touch(profiles: [.åsa: .changing])
      ),
      (Touch(keys: [bo.key: .beside], profiles: [.åsa: .changing]), Touch()),
      (Touch(keys: [bo.key: .changing], profiles: [.åsa: .beside]), Touch()),
    ]
    for (touch, missing) in held {
      var book = AddressBook(BookContents(profiles: profiles), held: touch, ids: IDSource(seed: 1))
      let outcome = book.addAddress(bo, to: .åsa, cause: .test)
      #expect(book.missing == missing)
      #expect(book.log.isEmpty == !missing.isEmpty)
      #expect(outcome == (missing.isEmpty ? .applied : .alreadyApplied))
    }
    var book = AddressBook(
      BookContents(profiles: profiles), held: Touch(adding: [bo.key]), ids: IDSource(seed: 1))
    _ = book.create(NewProfile(addresses: [Address(bo)]), cause: .test)
    #expect(book.missing == Touch(profiles: [.bo: .changing]))

    book = AddressBook(
      BookContents(profiles: [Profile(id: .åsa)]), held: Touch(profiles: [.åsa: .changing]),
      ids: IDSource(seed: 1))
    _ = book.addAddress(bo, to: .åsa, cause: .test)
    #expect(book.missing == Touch(keys: [bo.key: .changing]))
  }
}
