import BookSamples
import Domain
import Testing

/// Removal, death and purge.
@Suite struct LifeTests {
  /// Åsa was merged into Bo and left an address behind; Cia stands beside.
  static func book() throws -> AddressBook {
    let åsa = Profile(
      id: .åsa, name: Name(given: "Åsa"), phone: "018-1", externalIDs: ["ladok": "7"],
      optedOut: ["news"],
      addresses: [try at("a@x.se", .primary), try at("left@x.se", .work)])
    let bo = Profile(
      id: .bo, name: Name(given: "Bo", family: "Ek"), phone: "018-2",
      addresses: [try at("bo@x.se", .primary)])
    let cia = Profile(id: .cia, phone: "018-3", addresses: [try at("cia@x.se", .primary)])
    let contents = BookContents(
      profiles: [åsa, bo, cia],
      marks: [try key("a@x.se"): Mark(since: Cause.test.at)])
    var book = AddressBook(contents, ids: IDSource(seed: 1))
    let left = try key("left@x.se")
    #expect(book.merge(.åsa, into: .bo, leaveBehind: [left], cause: .test) == .applied)
    return book
  }

  static let texts = ["a@x.se", "left@x.se", "bo@x.se"]

  @Test("L1: a death erases addresses and telephone of all profiles that are one; the names stay")
  func death() throws {
    for id in [ProfileID.åsa, .bo] {
      var book = try Self.book()
      #expect(book.declareDeceased(id, cause: .test) == .applied)
      for text in Self.texts { #expect(try book.holder(of: key(text)) == nil) }
      for member in [ProfileID.åsa, .bo] {
        #expect(book.profile(member)?.addresses == [])
        #expect(book.profile(member)?.phone == nil)
      }
      #expect(book.profile(.bo)?.state == .deceased)
      #expect(book.profile(.bo)?.name == Name(given: "Bo", family: "Ek"))
      #expect(book.profile(.åsa)?.name == Name(given: "Åsa"))
      #expect(book.profile(.bo)?.optedOut.contains(Profile.everyTopic) == true)
      #expect(book.profile(.cia)?.phone == "018-3")
      guard case .erasure(let merged, .deceased) = book.log.last?.change else {
        Issue.record("the death was not told")
        return
      }
      let erased = try Self.texts.map { try mail($0) }.sorted { $0.key < $1.key }
      #expect(merged == MergedProfiles(head: .bo, members: [.åsa, .bo], addresses: erased))
    }
  }

  @Test("L1: the marks go with the addresses")
  func marksGo() throws {
    var book = try Self.book()
    #expect(try book.mark(on: key("a@x.se")) != nil)
    _ = book.declareDeceased(.bo, cause: .test)
    #expect(try book.mark(on: key("a@x.se")) == nil)
    #expect(try book.addAddress(mail("a@x.se"), to: .cia, cause: .test) == .applied)
    #expect(try book.mark(on: key("a@x.se")) == nil)
  }

  @Test(
    "L1: revoking a death gives the state back, not the addresses; the opt-out stays (R6)",
    arguments: [Profile.State.active, .removed])
  func revoked(before: Profile.State) throws {
    var book = AddressBook(
      Profile(id: .åsa, state: before, phone: "1", addresses: [try at("a@x.se", .primary)]))
    _ = book.declareDeceased(.åsa, cause: .test)
    #expect(book.revokeDeceased(.åsa, cause: .test) == .applied)
    let åsa = try #require(book.profile(.åsa))
    #expect(åsa.state == before && åsa.stateBeforeDeath == nil)
    #expect(åsa.addresses == [] && åsa.phone == nil)
    #expect(åsa.optedOut == [Profile.everyTopic])
    #expect(book.revokeDeceased(.åsa, cause: .test) == .refused(.notDeceased))
    #expect(book.log.map(\.sequence) == [2, 3])
  }

  @Test("L1: a registration with an erased address waits for a steward, and makes no profile")
  func deceasedAddress() throws {
    let dead = try Self.dead()
    for (first, further) in [("a@x.se", []), ("new@x.se", ["a@x.se"])] as [(String, [String])] {
      var book = dead
      let told = book.log.count
      let registration = try Registration(
        kind: .event, first: mail(first),
        further: further.map { Registration.Further(text: $0, address: try mail($0)) })
      #expect(book.record(registration, cause: .test) == .applied)
      let suggestion = try #require(book.suggestions.last)
      #expect(suggestion.kind == .deceasedAddress && suggestion.profiles == [.åsa])
      let held = try #require(suggestion.registration)
      #expect(
        book.log[told...].map(\.change)
          == [.registration(held, .held(registration)), .suggestion(suggestion, .made)])
    }
  }

  @Test("L1: who shares nothing with the dead but a further address is recorded as ever")
  func deceasedFurther() throws {
    var book = try Self.dead()
    #expect(try book.record("bo@x.se", "a@x.se") == .applied)
    #expect(book.matches.map(\.profile) == [.bo])
    #expect(book.profile(.åsa)?.addresses == [])
  }

  @Test("L1: a steward gives an erased address to somebody else, and it is erased no more (L6)")
  func givenToAnother() throws {
    var book = try Self.dead()
    let a = try mail("a@x.se")
    #expect(book.addAddress(a, to: .åsa, cause: .test) == .refused(.deceased))
    #expect(book.addAddress(a, to: .bo, cause: .test) == .applied)
    #expect(
      book.log.last
        == LoggedChange(.address(a.key, .erasureEnded), sequence: nil, isProtected: false))
    #expect(try book.record("a@x.se") == .applied)
    #expect(book.matches.map(\.profile) == [.bo])
    // It is Bo's now: a purge of the holder is his.
    #expect(book.purge(holderOf: a.key, decision: nil, cause: .test) == .applied)
    #expect(book.profile(.åsa)?.state == .deceased && book.profile(.bo)?.state == .purged)
  }

  @Test("L1: revoking a death ends the keyed hashes: a registration makes a profile again")
  func revokedHashes() throws {
    var book = try Self.dead()
    _ = book.revokeDeceased(.åsa, cause: .test)
    #expect(try book.record("a@x.se") == .applied)
    #expect(book.matches.map(\.match.rule) == [.created])
    #expect(book.suggestions.isEmpty)
  }

  @Test("L2: a purge through any id reaches all profiles that are one, and leaves the ids")
  func purged() throws {
    for id in [ProfileID.åsa, .bo] {
      var book = try Self.book()
      let versions = [ProfileID.åsa, .bo].map { book.profile($0)?.version ?? 0 }
      #expect(book.purge(id, decision: "dnr 1", cause: .test) == .applied)
      for (member, version) in zip([ProfileID.åsa, .bo], versions) {
        let kept: ProfileID? = member == .åsa ? .bo : nil
        #expect(
          book.profile(member)
            == Profile(id: member, state: .purged, version: version + 1, mergedInto: kept))
      }
      for text in Self.texts {
        #expect(try book.holder(of: key(text)) == nil)
        #expect(try book.mark(on: key(text)) == nil)
      }
      #expect(book.profile(.cia)?.phone == "018-3")
      guard case .erasure(let merged, .purged(let decision)) = book.log.last?.change else {
        Issue.record("the purge was not told")
        return
      }
      #expect(merged.head == .bo && merged.members == [.åsa, .bo])
      #expect(merged.addresses.count == 3 && decision == "dnr 1")
      // Asked twice, through another id.
      #expect(book.purge(.åsa, decision: nil, cause: .test) == .alreadyApplied)
      let ladok = NewProfile(externalIDs: ["ladok": "7"])
      #expect(book.create(ladok, cause: .test) == .applied)
    }
  }

  @Test("L2: a purge by an address finds the person, whoever of the profiles holds it, dead or not")
  func purgedByAddress() throws {
    for text in Self.texts {
      for isDead in [false, true] {
        var book = try Self.book()
        if isDead { _ = book.declareDeceased(.bo, cause: .test) }
        let outcome = try book.purge(holderOf: key(text), decision: nil, cause: .test)
        #expect(outcome == .applied)
        #expect(book.profile(.åsa)?.state == .purged && book.profile(.bo)?.state == .purged)
        #expect(
          try book.purge(holderOf: key(text), decision: nil, cause: .test) == .alreadyApplied)
        // What a death had erased is a purge's from now on.
        #expect(
          try book.addAddress(mail(text), to: .cia, cause: .test) == .refused(.purgedEarlier))
      }
    }
  }

  @Test("L2: a purge that is asked for again is searched for again, and changes nothing else")
  func searchedAgain() throws {
    var book = try Self.book()
    _ = book.purge(.bo, decision: nil, cause: .test)
    let before = book.log.count
    #expect(book.purge(.åsa, decision: nil, cause: .test) == .alreadyApplied)
    #expect(try book.purge(holderOf: key("a@x.se"), decision: nil, cause: .test) == .alreadyApplied)
    let searches = book.log[before...].compactMap { logged -> MergedProfiles? in
      if case .erasure(let merged, .searchedAgain) = logged.change { merged } else { nil }
    }
    #expect(searches.map(\.head) == [.bo, .bo])
    #expect(searches.map(\.members) == [[.åsa, .bo], []])
    #expect(try searches.last?.addresses.map(\.key) == [key("a@x.se")])
    #expect(book.log.count == before + 2)
  }

  @Test("L2: an address that is on no profile is purged under an id of its own, and kept out (L6)")
  func purgedWithoutProfile() throws {
    var book = try Self.book()
    #expect(try book.purge(holderOf: key("none@x.se"), decision: "dnr 2", cause: .test) == .applied)
    guard case .erasure(let merged, .purged(let decision)) = book.log.last?.change else {
      Issue.record("the purge was not told")
      return
    }
    #expect(merged.members.isEmpty && decision == "dnr 2")
    #expect(book.profile(merged.head) == nil)
    #expect(
      try book.addAddress(mail("none@x.se"), to: .cia, cause: .test) == .refused(.purgedEarlier))
    #expect(
      try book.purge(holderOf: key("none@x.se"), decision: nil, cause: .test) == .alreadyApplied)
  }

  @Test("L3: a restored profile has its addresses, uses and marks, but those taken since (U3)")
  func restored() throws {
    let contents = BookContents(
      profiles: [
        Profile(
          id: .åsa, optedOut: ["news"],
          addresses: [try at("a@x.se", .primary), try at("b@x.se", .work)]),
        Profile(id: .bo),
      ], marks: [try key("b@x.se"): Mark(since: Cause.test.at)])
    var book = AddressBook(contents, ids: IDSource(seed: 1))
    #expect(book.remove(.åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": .primary, "b@x.se": .work])
    #expect(try book.addAddress(mail("a@x.se"), to: .bo, cause: .test) == .applied)
    #expect(book.restore(.åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["b@x.se": .work])
    #expect(book.uses(on: .bo) == ["a@x.se": .primary])
    #expect(try book.mark(on: key("b@x.se")) != nil)
    #expect(book.profile(.åsa)?.optedOut == ["news"])
    #expect(book.profile(.åsa)?.state == .active)
  }

  /// Åsa has died and had an address; Bo has one.
  static func dead() throws -> AddressBook {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    #expect(book.declareDeceased(.åsa, cause: .test) == .applied)
    return book
  }
}
