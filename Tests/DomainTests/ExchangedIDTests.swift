import BookSamples
import Domain
import Testing

/// External ids that a profile is given although one that was merged into it holds them.
@Suite struct ExchangedIDTests {
  static func merged() -> AddressBook {
    MergeTests.merged(
      Profile(id: .åsa, externalIDs: ["ladok": "7"]),
      into: Profile(id: .bo, externalIDs: ["ladok": "8"]))
  }

  @Test(
    "L4, L5: the kept profile may be given the id of a merged-away one; both go on leading to it")
  func given() {
    var book = Self.merged()
    let edit = Edit(externalIDs: ["ladok": .set("7")])
    #expect(book.update(.bo, edit, cause: .test) == .applied)
    #expect(book.profile(.bo)?.externalIDs == ["ladok": "7"])
    #expect(book.profile(.åsa)?.externalIDs == ["ladok": "8"])
    for value in ["7", "8"] {
      let outcome = book.create(NewProfile(externalIDs: ["ladok": value]), cause: .test)
      #expect(outcome.word == "externalIdTaken")
    }
    // Another profile's it may not be given.
    let other = book.create(NewProfile(id: .dag, externalIDs: ["ladok": "9"]), cause: .test)
    #expect(other == .applied)
    let taken = book.update(.bo, Edit(externalIDs: ["ladok": .set("9")]), cause: .test)
    #expect(taken == .refused(.externalIDTaken(holder: .dag)))
  }

  @Test(
    "L4: after the unmerge the id that was given stays, and the one that it replaced is nobody's")
  func parted() {
    var book = Self.merged()
    _ = book.update(.bo, Edit(externalIDs: ["ladok": .set("7")]), cause: .test)
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.profile(.bo)?.externalIDs == ["ladok": "7"])
    #expect(book.profile(.åsa)?.externalIDs == [:])
    #expect(UnmergeTests.leftovers(of: book) == [.externalID(system: "ladok")])
  }

  @Test("L4: an id that another merged-away profile holds since goes back to the one that had it")
  func held() {
    var book = AddressBook(
      Profile(id: .åsa, externalIDs: ["ladok": "7"]),
      Profile(id: .bo, externalIDs: ["ladok": "8"]), Profile(id: .cia))
    _ = book.merge(.åsa, into: .cia, cause: .test)
    _ = book.merge(.bo, into: .cia, cause: .test(after: 1))
    _ = book.update(.cia, Edit(externalIDs: ["ladok": .set("8")]), cause: .test(after: 2))
    #expect(book.profile(.bo)?.externalIDs == ["ladok": "7"])
    #expect(book.unmerge(.åsa, cause: .test(after: 3)) == .applied)
    #expect(book.profile(.åsa)?.externalIDs == ["ladok": "7"])
    #expect(book.profile(.cia)?.externalIDs == ["ladok": "8"])
    #expect(book.profile(.bo)?.externalIDs == [:])
    // The merge of the other one does not keep it.
    let amended = book.log.compactMap { logged -> Merge? in
      guard case .merge(let merge, .amended) = logged.change else { return nil }
      return merge
    }
    #expect(amended.map(\.removed) == [.bo])
    #expect(
      amended.allSatisfy {
        !$0.affirmed.contains(.replacedID(ExternalID(system: "ladok", value: "7")))
      })
  }
}
