import BookSamples
import Domain
import Testing

@Suite("Protected identity, through merges")
struct ProtectionTests {
  /// A profile that was merged into another one that is protected.
  private static func merged(into kept: ProfileID) throws -> [Profile] {
    [
      Profile(
        id: .åsa, state: .removed, name: Name(given: "Åsa"), externalIDs: ["ladok": "7"],
        mergedInto: kept),
      Profile(
        id: .bo, externalIDs: ["ladok": "8"], isProtected: true,
        addresses: [try at("bo@x.se", .primary)]),
    ]
  }

  @Test("L8: an external id of a profile that was merged into a protected one names no holder")
  func externalID() throws {
    let profiles = try Self.merged(into: .bo)
    var book = AddressBook(BookContents(profiles: profiles), ids: IDSource(seed: 1))
    let new = NewProfile(externalIDs: ["ladok": "7"])
    #expect(book.create(new, cause: .test) == .refused(.externalIDTaken(holder: nil)))
    book = AddressBook(
      BookContents(profiles: [profiles[0], Profile(id: .bo)]), ids: IDSource(seed: 1))
    #expect(book.create(new, cause: .test) == .refused(.externalIDTaken(holder: .åsa)))
  }

  @Test(
    "L8: whoever a change or a refusal names is looked at as far as its merges go, or asked for")
  func asked() throws {
    let away = try Self.merged(into: .bo)[0]
    let external = ExternalID(system: "ladok", value: "7")
    let contents = BookContents(profiles: [away], externalHolders: [external: .åsa])
    let held = Touch(
      keys: [try key("new@x.se"): .beside], profiles: [.åsa: .changing], externalIDs: [external])
    var book = AddressBook(contents, held: held, ids: IDSource(seed: 1))
    _ = book.create(NewProfile(externalIDs: ["ladok": "7"]), cause: .test)
    #expect(book.missing.profiles == [.bo: .beside])
    book = AddressBook(contents, held: held, ids: IDSource(seed: 1))
    _ = try book.record("new@x.se", externalIDs: [external])
    #expect(book.missing.profiles[.bo] == .beside)
  }

  @Test(
    "L8: all that is told of a merge is told of nobody, whichever of the two is protected",
    arguments: [true, false])
  func merge(isKept: Bool) throws {
    var book = AddressBook(
      Profile(
        id: .åsa, name: Name(given: "Åsa"), phone: "1", externalIDs: ["ladok": "7"],
        isProtected: !isKept, optedOut: ["news"], addresses: [try at("åsa@x.se", .primary)]),
      Profile(id: .bo, isProtected: isKept, addresses: [try at("bo@x.se", .primary)]))
    #expect(book.merge(.åsa, into: .bo, cause: .test) == .applied)
    #expect(book.log.count == 5)
    for logged in book.log { #expect(logged.isProtected, "\(logged.change)") }
    #expect(book.update(.åsa, Edit(isProtected: false), cause: .test) == .applied)
    #expect(book.log.last?.isProtected == false)
  }
}
