import BookSamples
import Domain
import Testing

/// Edits and decisions of stewards: versions, protection, opt-outs, registrations, suggestions.
@Suite struct StewardTests {
  @Test("L7: a command that expects another version than there is is refused")
  func expectedVersion() {
    var book = AddressBook(
      Profile(id: .åsa, state: .removed, mergedInto: .bo), Profile(id: .bo, version: 7))
    #expect(book.conflict(on: .bo, expecting: 7) == nil)
    #expect(book.conflict(on: .bo, expecting: 6) == .refused(.versionConflict))
    // The version is that of the profile that the command reaches (L5).
    #expect(book.conflict(on: .åsa, expecting: 7) == nil)
    #expect(book.conflict(on: .åsa, expecting: 1) == .refused(.versionConflict))
    #expect(book.conflict(on: .cia, expecting: 1) == .refused(.unknownProfile))
    _ = book.optOut(.åsa, of: nil, cause: .test)
    #expect(book.conflict(on: .bo, expecting: 7) == .refused(.versionConflict))
    #expect(book.conflict(on: .bo, expecting: 8) == nil)

    book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.conflict(on: .bo, expecting: 7)
    #expect(book.missing == Touch(profiles: [.bo: .changing]))
  }

  @Test("L7: only what an edit names changes")
  func edits() {
    let before = Profile(
      id: .åsa, name: Name(given: "Åsa", family: "Öberg"), phone: "018-1",
      externalIDs: ["ladok": "7", "primula": "7"])
    var book = AddressBook(before)
    let edit = Edit(
      family: .set("Ek"), phone: .cleared, externalIDs: ["ladok": .set("8"), "mira": .set("1")],
      isProtected: true)
    #expect(book.update(.åsa, edit, cause: .test) == .applied)
    let after = Details(
      name: Name(given: "Åsa", family: "Ek"),
      externalIDs: ["ladok": "8", "primula": "7", "mira": "1"], isProtected: true)
    #expect(book.profile(.åsa)?.details == after)
    let change = Change.profile(.åsa, .updated(from: before.details, to: after))
    #expect(book.log == [LoggedChange(change, sequence: 2, isProtected: true)])
    // The id that it gave up is free, the new one is its own.
    let old = NewProfile(id: .bo, externalIDs: ["ladok": "7"])
    #expect(book.create(old, cause: .test) == .applied)
    let taken = book.update(.bo, Edit(externalIDs: ["mira": .set("1")]), cause: .test)
    #expect(taken == .refused(.externalIDTaken(holder: nil)))
    #expect(book.update(.åsa, Edit(externalIDs: ["mira": .cleared]), cause: .test) == .applied)
    let free = book.update(.bo, Edit(externalIDs: ["mira": .set("1")]), cause: .test)
    #expect(free == .applied)
  }

  @Test(
    "L8: what is told of a protected profile is told as such: its purge and what led to it, too")
  func protectedLife() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary), try at("left@x.se")]),
      Profile(id: .bo, isProtected: true, addresses: [try at("bo@x.se", .primary)]),
      Profile(id: .cia))
    #expect(
      try book.addAddress(mail("bo@x.se"), to: .cia, cause: .test)
        == .refused(.addressTaken(holder: nil)))
    let left = try mail("left@x.se")
    _ = book.merge(.åsa, into: .bo, leaveBehind: [left.key], cause: .test)
    #expect(book.profile(.åsa)?.isProtected == false)
    // Åsa's id leads to Bo: the address that leaves it is told without it.
    #expect(book.addAddress(left, to: .cia, cause: .test) == .applied)
    _ = book.remove(.bo, cause: .test)
    _ = book.restore(.bo, cause: .test)
    _ = book.declareDeceased(.bo, cause: .test)
    _ = book.revokeDeceased(.bo, cause: .test)
    _ = book.optIn(.bo, to: nil, cause: .test)
    _ = book.purge(.bo, decision: nil, cause: .test)
    // One of them is what the death says of both profiles.
    #expect(book.log.count == 10)
    for logged in book.log { #expect(logged.isProtected, "\(logged.change)") }
    _ = book.purge(.cia, decision: nil, cause: .test)
    #expect(book.log.last?.isProtected == false)
  }

  @Test("R6: an opt-out stands on the person, through removal, death and back, until an opt-in")
  func optOuts() {
    var book = AddressBook(Profile(id: .åsa))
    #expect(book.optOut(.åsa, of: "news", cause: .test) == .applied)
    _ = book.remove(.åsa, cause: .test)
    #expect(book.optOut(.åsa, of: "alumni", cause: .test) == .applied)
    _ = book.restore(.åsa, cause: .test)
    _ = book.declareDeceased(.åsa, cause: .test)
    _ = book.revokeDeceased(.åsa, cause: .test)
    #expect(book.profile(.åsa)?.optedOut == ["news", "alumni", Profile.everyTopic])
    // All bulk mail is refused, so one topic of it is not wanted back.
    for topic in ["news", "sport"] {
      #expect(book.optIn(.åsa, to: topic, cause: .test) == .refused(.optedOutOfAll))
    }
    #expect(book.profile(.åsa)?.optedOut == ["news", "alumni", Profile.everyTopic])
    #expect(book.optIn(.åsa, to: nil, cause: .test) == .applied)
    #expect(book.profile(.åsa)?.optedOut == [])
    #expect(book.optIn(.åsa, to: nil, cause: .test) == .alreadyApplied)
  }
}
