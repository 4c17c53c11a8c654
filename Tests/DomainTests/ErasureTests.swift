import BookSamples
import Domain
import Testing

/// Purged people do not come back by accident.
@Suite struct ErasureTests {
  /// Åsa had two addresses, one of them a role mailbox, and was purged half a second after the full one.
  static func purged() throws -> AddressBook {
    let at = Timestamp(microseconds: Cause.test.at.microseconds + 500_000)
    let erasure = Erasure(kind: .purge, profile: .åsa, at: at)
    let contents = BookContents(
      profiles: [
        Profile(id: .åsa, state: .purged),
        Profile(id: .bo, addresses: [try DomainTests.at("bo@x.se", .primary)]),
      ],
      erasures: [try key("a@x.se"): erasure, try key("info@x.se"): erasure])
    return AddressBook(contents, ids: IDSource(seed: 1))
  }

  static func registration(_ first: String, _ further: String...) throws -> Registration {
    Registration(
      kind: .event, first: try mail(first),
      further: try further.map { Registration.Further(text: $0, address: try mail($0)) })
  }

  /// Microseconds after the purge, at half a second past a full one.
  @Test(
    "L6: a registration older than the purge is refused; the same whole second counts as older",
    arguments: [
      (-86_400_000_000, true), (-1_500_000, true), (-500_000, true), (-1, true), (0, true),
      (1, false), (500_000, false), (86_400_000_000, false), (nil, false),
    ] as [(Int64?, Bool)])
  func older(offset: Int64?, isOlder: Bool) throws {
    let moment = Cause.test.at.microseconds + 500_000
    let sent = offset.map { Timestamp(microseconds: moment + $0) }
    let cause = Cause.test(after: 90_000, sent: sent)
    var book = try Self.purged()
    let outcome = book.record(try Self.registration("a@x.se"), cause: cause)
    #expect(outcome == (isOlder ? .refused(.purgedEarlier) : .applied))
    #expect(book.log.isEmpty == isOlder)
    #expect(try (book.holder(of: key("a@x.se")) == nil) == isOlder)
  }

  @Test("L6: whichever of its addresses was erased, a registration older than the purge is refused")
  func anyAddress() throws {
    let old = Cause.test(after: 90_000, sent: Cause.test.at)
    for registration in [
      try Self.registration("A@x.se"), try Self.registration("new@x.se", "a@x.se"),
      try Self.registration("bo@x.se", "a@x.se"), try Self.registration("info@x.se", "a@x.se"),
      try Self.registration("info@x.se"), try Self.registration("post@x.se", "info@x.se"),
    ] {
      var book = try Self.purged()
      #expect(book.record(registration, cause: old) == .refused(.purgedEarlier))
      #expect(book.log.isEmpty)
    }
    var book = try Self.purged()
    #expect(book.record(try Self.registration("new@x.se"), cause: old) == .applied)
  }

  @Test("L6: the person's own later registration is let in as a new profile, and ends the erasure")
  func letIn() throws {
    var book = try Self.purged()
    let a = try key("a@x.se")
    #expect(try book.record("a@x.se") == .applied)
    let new = try #require(book.holder(of: a))
    #expect(new != .åsa && book.profile(.åsa)?.state == .purged)
    #expect(book.suggestions.isEmpty)
    #expect(book.log.contains { $0.change == .address(a, .erasureEnded) })
    // Silent from now on: the old one is matched.
    let old = Cause.test(after: 90_000, sent: Cause.test.at)
    #expect(book.record(try Self.registration("a@x.se"), cause: old) == .applied)
    #expect(book.matches.map(\.profile) == [new, new])
    #expect(book.record(try Self.registration("info@x.se"), cause: old).word == "purgedEarlier")
  }

  @Test("L6: a steward's command with an erased address is refused, unless it says despitePurge")
  func stewards() throws {
    let a = try mail("a@x.se")
    let refused = Outcome.refused(.purgedEarlier)
    var book = try Self.purged()
    #expect(book.addAddress(a, to: .bo, cause: .test) == refused)
    #expect(book.create(NewProfile(addresses: [Address(a)]), cause: .test) == refused)
    #expect(
      try book.replaceAddress(key("bo@x.se"), with: a, on: .bo, cause: .test) == refused)
    #expect(book.log.isEmpty)

    #expect(book.addAddress(a, to: .bo, despitePurge: true, cause: .test) == .applied)
    #expect(book.log.last?.change == .address(a.key, .erasureEnded))
    // Silent once the address stands on a profile again, and after it was taken away as well.
    #expect(book.removeAddress(a.key, from: .bo, cause: .test) == .applied)
    #expect(book.create(NewProfile(addresses: [Address(a)]), cause: .test) == .applied)

    book = try Self.purged()
    let new = NewProfile(id: .cia, addresses: [Address(a)], despitePurge: true)
    #expect(book.create(new, cause: .test) == .applied)
    #expect(book.log.map(\.change).last == .address(a.key, .erasureEnded))
  }

  @Test("L6: what is held at the purge is covered: an address that had left before is not")
  func heldAtPurge() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary), try at("gone@x.se")]),
      Profile(id: .bo))
    _ = try book.removeAddress(key("gone@x.se"), from: .åsa, cause: .test)
    #expect(book.purge(.åsa, decision: nil, cause: .test) == .applied)
    #expect(try book.addAddress(mail("gone@x.se"), to: .bo, cause: .test) == .applied)
    #expect(
      try book.addAddress(mail("a@x.se"), to: .bo, cause: .test) == .refused(.purgedEarlier))
  }

  @Test("L6: whether an address was erased is asked for with the address")
  func missing() throws {
    let a = try mail("a@x.se")
    var book = AddressBook(
      BookContents(profiles: [Profile(id: .bo)]), held: Touch(profiles: [.bo: .changing]),
      ids: IDSource(seed: 1))
    _ = book.addAddress(a, to: .bo, cause: .test)
    #expect(book.missing == Touch(keys: [a.key: .changing]))
    for text in ["a@x.se", "info@x.se"] {
      book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
      _ = try book.record(text)
      #expect(try book.missing == Touch(adding: [key(text)]))
      #expect(book.log.isEmpty)
    }
    book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.purge(holderOf: a.key, decision: nil, cause: .test)
    #expect(
      book.missing == Touch(keys: [a.key: .exclusive], erased: [.holder(a.key)]))
  }
}
