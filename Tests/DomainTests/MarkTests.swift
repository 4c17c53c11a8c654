import BookSamples
import Domain
import Testing

@Suite struct MarkTests {
  /// Åsa's first address is marked.
  static func book() throws -> AddressBook {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary), try at("b@x.se")]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    #expect(try book.mark(key("a@x.se"), on: .åsa, reason: "moved", cause: .test) == .applied)
    return book
  }

  static let mark = Mark(since: Cause.test.at, reason: "moved")

  /// Fates of an address, by the rule that says so.
  static let fates: [(String, @Sendable (inout AddressBook) throws -> Outcome)] = [
    ("S3", { try $0.setUse(.primary, to: key("b@x.se"), on: .åsa, cause: .test) }),
    ("L4", { $0.merge(.åsa, into: .bo, cause: .test) }),
    ("L3", { $0.remove(.åsa, cause: .test) }),
    ("U4", { try $0.addAddress(mail("A@x.se"), uses: .work, to: .åsa, cause: .test) }),
    ("S5", { try $0.removeAddress(key("a@x.se"), from: .åsa, cause: .test) }),
    (
      "added again",
      {
        _ = try $0.removeAddress(key("a@x.se"), from: .åsa, cause: .test)
        return try $0.addAddress(mail("A@x.se"), to: .bo, cause: .test)
      }
    ),
    (
      "replaced",
      { try $0.replaceAddress(key("a@x.se"), with: mail("c@x.se"), on: .åsa, cause: .test) }
    ),
    (
      "U3",
      {
        _ = $0.remove(.åsa, cause: .test)
        return try $0.addAddress(mail("a@x.se"), to: .bo, cause: .test)
      }
    ),
    (
      "M2",
      {
        _ = $0.remove(.åsa, cause: .test)
        return try $0.record("a@x.se")
      }
    ),
    (
      "unmerged",
      {
        _ = $0.merge(.åsa, into: .bo, cause: .test)
        return $0.unmerge(.åsa, cause: .test)
      }
    ),
  ]

  @Test("B6: the mark belongs to the address, wherever that goes")
  func stays() throws {
    for (fate, befall) in Self.fates {
      var book = try Self.book()
      #expect(try befall(&book) == .applied, "\(fate)")
      #expect(try book.mark(on: key("a@x.se")) == Self.mark, "\(fate)")
      for text in ["b@x.se", "bo@x.se", "c@x.se"] {
        #expect(try book.mark(on: key(text)) == nil, "\(fate)")
      }
    }
  }

  @Test("B5: a steward clears the mark, and can set it again")
  func cleared() throws {
    var book = try Self.book()
    let a = try key("a@x.se")
    #expect(book.clearMark(a, on: .åsa, cause: .test) == .applied)
    #expect(book.mark(on: a) == nil)
    let later = Cause.test(after: 60)
    #expect(book.mark(a, on: .åsa, reason: nil, cause: later) == .applied)
    #expect(book.mark(on: a) == Mark(since: later.at))
    #expect(
      book.log.map(\.change) == [
        .mark(a, on: .åsa, .set(Self.mark)), .mark(a, on: .åsa, .cleared(at: Cause.test.at)),
        .mark(a, on: .åsa, .set(Mark(since: later.at))),
      ])
    #expect(book.log.map(\.sequence) == [2, 3, 4])
  }

  @Test("B5: only the profile that holds an address has its mark set or cleared")
  func otherProfile() throws {
    var book = try Self.book()
    let a = try key("a@x.se")
    #expect(book.clearMark(a, on: .bo, cause: .test) == .refused(.unknownAddress))
    #expect(
      try book.mark(key("bo@x.se"), on: .åsa, reason: nil, cause: .test)
        == .refused(.unknownAddress))
    #expect(book.mark(on: a) == Self.mark)
    #expect(book.log.count == 1)
  }
}
