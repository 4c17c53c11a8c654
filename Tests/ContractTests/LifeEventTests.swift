import BookSamples
import Contract
import Domain
import Formats
import Testing

@Suite("Events of a profile's life")
struct LifeEventTests {
  static let (one, two) = (ProfileID(value: 1), ProfileID(value: 2))
  static let asa = CommandMessageTests.asa
  static let moment = EventEncoderTests.moment

  /// A book with a person of two profiles, one merged into the other, and what an erasure tells.
  static func erasure(
    isProtected: Bool, _ erase: (inout AddressBook, Cause) -> Outcome
  ) -> [OutgoingEvent] {
    let kept = Profile(
      id: one, name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
      externalIDs: ["ladok": "l1"], isProtected: isProtected,
      addresses: [Address(asa, uses: Uses(.primary))])
    let removed = Profile(
      id: two, state: .removed, name: Name(given: "Asa"), mergedInto: one,
      addresses: [Address(CommandMessageTests.bo)])
    var book = AddressBook(
      BookContents(
        profiles: [kept, removed], marks: [asa.key: Mark(since: moment, reason: "Åsa has moved")]),
      ids: IDSource(seed: 1))
    let cause = EventEncoderTests.attributes.cause(at: moment)
    guard erase(&book, cause) == .applied else { return [] }
    var ids = IDSource(seed: 7)
    return EventEncoderTests.encoder.events(
      for: book.log, of: EventEncoderTests.attributes, at: moment, ids: &ids)
  }

  @Test(
    "L1, L2, L8: no event of a purge or a death holds an address, a name or the decision",
    arguments: [false, true])
  func erasures(isProtected: Bool) {
    let purged = Self.erasure(isProtected: isProtected) { book, cause in
      book.purge(Self.two, decision: "Åsa asked, 2026/17", cause: cause)
    }
    let purgedByAddress = Self.erasure(isProtected: isProtected) { book, cause in
      book.purge(holderOf: CommandMessageTests.bo.key, decision: nil, cause: cause)
    }
    let dead = Self.erasure(isProtected: isProtected) { book, cause in
      book.declareDeceased(Self.one, cause: cause)
    }
    #expect(purged.map(\.type) == ["profile.purged"])
    #expect(purgedByAddress.map(\.type) == ["profile.purged"])
    #expect(dead.map(\.type) == ["profile.deceased"])
    for outgoing in purged + purgedByAddress + dead {
      let text = String(decoding: outgoing.body, as: UTF8.self)
      for secret in ["@", "sa@", "example", "Öberg", "Åsa", "Asa", "+46", "l1", "2026/17", "moved"]
      {
        #expect(!text.contains(secret))
      }
      #expect(text.contains(Self.one.description) == !isProtected)
      #expect(!isProtected || !text.contains(Self.two.description))
    }
  }
}
