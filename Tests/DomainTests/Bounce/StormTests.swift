import BookSamples
import Domain
import Testing

@Suite("Storms, which are not believed, and refusals that are our own fault")
struct StormTests {
  private static let domain = CounterKey.Subject.domain("x.se")

  /// A book of addresses at one domain, of which only the number is known to be so and so.
  private static func book(
    _ count: Int, failed: Int = 0, recipients: RecipientCount? = nil, storms: [Storm] = []
  ) throws -> AddressBook {
    let profiles = try (0..<count).map { place in
      Profile(
        id: ProfileID(value: UInt128(place + 1)), addresses: [try at("p\(place)@x.se", .primary)])
    }
    return AddressBook(
      BookContents(
        profiles: profiles, storms: storms,
        recipients: [domain: recipients ?? RecipientCount(count, isWhole: true)],
        counts: [CounterKey(domain, code: "failed"): failed]), ids: IDSource(seed: 1))
  }

  @discardableResult
  private static func fail(
    _ range: Range<Int>, _ kind: BounceKind = .permanent, in book: inout AddressBook,
    cause: Cause = .test
  ) throws -> [Outcome] {
    try range.map { place in
      let content = Told.failure(kind, .authentication, status: "5.7.26")
      return book.take(
        [try Told.news(content, of: "p\(place)@x.se", send: "<\(place)@u>")], cause: cause)
    }
  }

  private static func marked(in book: AddressBook) throws -> Int {
    try (0..<300).count { try book.mark(on: key("p\($0)@x.se")) != nil }
  }

  @Test("B8: above 20 % and from 50 on further marks are held; fewer are believed")
  func figures() throws {
    for (count, failed, expected, storms) in [
      (200, 49, 49, 0), (200, 60, 50, 1), (250, 60, 51, 1), (300, 60, 60, 0), (60, 60, 50, 1),
    ] {
      var book = try Self.book(count)
      try Self.fail(0..<failed, in: &book)
      #expect(try Self.marked(in: book) == expected, "\(count)")
      #expect(book.told.count { $0 == "storm" } == storms, "\(count)")
      #expect(book.told.count { $0 == "permanent" } == failed)
    }
  }

  @Test("B8: where not all recipients were counted, more are asked for, as far as they matter")
  func uncounted() throws {
    var book = try Self.book(1, failed: 59, recipients: RecipientCount(301, isWhole: false))
    try Self.fail(0..<1, in: &book)
    #expect(book.missing == Touch() && book.told == ["permanent", "marked"])
    book = try Self.book(1, failed: 59, recipients: RecipientCount(250, isWhole: false))
    try Self.fail(0..<1, in: &book)
    #expect(book.missing == Touch(recipients: [Self.domain: 301]))
  }

  @Test(
    "B8: one decision sets all marks that are held, or none, slice by slice",
    arguments: [Storm.Decision.confirmed, .dropped])
  func decided(decision: Storm.Decision) throws {
    var book = try Self.book(100)
    try Self.fail(0..<80, in: &book)
    let storm = try #require(book.held.first)
    #expect(book.held.count == 30)
    // A steward has marked one in the meantime.
    let other = try key("p79@x.se")
    _ = book.mark(other, on: ProfileID(value: 80), reason: "moved", cause: .test)
    let keys = try (50..<80).map { try key("p\($0)@x.se") }
    for (place, slice) in [keys[..<20], keys[20...], []].enumerated() {
      let order = StormOrder(decision, on: storm.id, held: Array(slice))
      let outcome = BounceRules.standard.decide(.storm(order), in: &book, cause: .test)
      #expect(outcome == (place < 2 ? .applied : .alreadyApplied))
    }
    #expect(book.held.isEmpty)
    #expect(try Self.marked(in: book) == (decision == .confirmed ? 80 : 51))
    #expect(book.mark(on: other)?.reason == "moved")
    #expect(book.told.count { $0 == decision.word } == 1)
    let otherwise = StormOrder(decision == .confirmed ? .dropped : .confirmed, on: storm.id)
    #expect(
      BounceRules.standard.decide(.storm(otherwise), in: &book, cause: .test)
        == .refused(.alreadyDecided))
    #expect(
      BounceRules.standard.decide(
        .storm(StormOrder(.confirmed, on: StormID(value: 9))), in: &book, cause: .test)
        == .refused(.unknownStorm))
    // What follows within the hour is as decided.
    try Self.fail(80..<90, in: &book, cause: .test(after: 3599))
    #expect(try Self.marked(in: book) == (decision == .confirmed ? 90 : 51))
    #expect(book.held.isEmpty)
  }

  @Test("B10: refusals that are the sender's own fault are announced once an hour, with their cure")
  func refusals() throws {
    var book = try Self.book(100)
    try Self.fail(0..<80, .blocked, in: &book)
    #expect(book.told.filter { $0 != "blocked" } == ["50 × 5.7.26"])
    let cures = book.log.compactMap { logged in
      if case .counter(_, .announced(_, let cure)) = logged.change { cure } else { nil }
    }
    #expect(cures == [BounceReason.authentication.cure])
    #expect(try Self.marked(in: book) == 0)
    // Of a message that was told before no second refusal is counted.
    #expect(try Self.fail(0..<1, .blocked, in: &book) == [.alreadyApplied])
  }
}

extension AddressBook {
  /// The storms that hold marks, one for each mark.
  fileprivate var held: [Storm] {
    let all = profilesByID.flatMap(\.addresses).flatMap { mailHistory(of: $0.key).bounces.values }
    let storms = log.compactMap { logged in
      if case .storm(let storm, .began) = logged.change { storm } else { nil }
    }
    return all.compactMap(\.heldBy).compactMap { id in storms.first { $0.id == id } }
  }

  private var profilesByID: [Profile] {
    (1...300).compactMap { profile(ProfileID(value: UInt128($0))) }
  }
}
