import BookSamples
import Domain
import Testing

@Suite struct UsesTests {
  static func book(_ addresses: Address...) -> AddressBook {
    AddressBook(Profile(id: .åsa, addresses: addresses))
  }

  @Test("S1: one address may carry several uses, and each use has one address at the most")
  func severalUses() throws {
    var book = try Self.book(at("a@x.se", .primary), at("b@x.se", .work))
    for use in Use.allCases { _ = try book.setUse(use, to: key("b@x.se"), on: .åsa, cause: .test) }
    #expect(book.uses(on: .åsa) == ["a@x.se": [], "b@x.se": Uses(Use.allCases)])
  }

  @Test("S2: the first address becomes primary, whatever else it is for", arguments: Use.allCases)
  func firstIsPrimary(use: Use) throws {
    var book = Self.book()
    #expect(
      try book.addAddress(mail("a@x.se"), uses: Uses(use), to: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": Uses([.primary, use])])
    #expect(try book.addAddress(mail("b@x.se"), to: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa)["b@x.se"] == [])
  }

  @Test("S2: a profile that has addresses but no primary one gets none by a further address")
  func noPrimaryStays() throws {
    var book = try Self.book(at("a@x.se", .work))
    _ = try book.addAddress(mail("b@x.se"), to: .åsa, cause: .test)
    #expect(book.uses(on: .åsa) == ["a@x.se": .work, "b@x.se": []])
  }

  @Test("S2: of a new profile's addresses the first is primary, unless another one is to be")
  func firstOfNew() throws {
    let cases: [([Address], [String: Uses])] = [
      ([try at("a@x.se"), try at("b@x.se", .work)], ["a@x.se": .primary, "b@x.se": .work]),
      ([try at("a@x.se"), try at("b@x.se", .primary)], ["a@x.se": [], "b@x.se": .primary]),
      ([try at("a@x.se", .work), try at("b@x.se", .work)], ["a@x.se": .primary, "b@x.se": .work]),
      ([try at("a@x.se"), try at("A@x.se", .work)], ["a@x.se": Uses([.primary, .work])]),
    ]
    for (addresses, uses) in cases {
      var book = AddressBook()
      let new = NewProfile(id: .cia, addresses: addresses)
      #expect(book.create(new, cause: .test) == .applied)
      #expect(book.uses(on: .cia) == uses)
    }
  }

  @Test(
    "S3: a use is taken from the address that had it; that one stays, additional if none is left")
  func taken() throws {
    var book = try Self.book(at("a@x.se", .primary, .work), at("b@x.se", .private))
    #expect(try book.setUse(.work, to: key("b@x.se"), on: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": .primary, "b@x.se": Uses([.work, .private])])
    #expect(book.log.map(\.sequence) == [2, 3])
    #expect(try book.setUse(.primary, to: key("b@x.se"), on: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa)["a@x.se"] == [])
    let added = try book.addAddress(mail("c@x.se"), uses: .work, to: .åsa, cause: .test)
    #expect(added == .applied)
    #expect(book.uses(on: .åsa)["b@x.se"] == Uses([.primary, .private]))
  }

  @Test("S3: a use that the address has already, or that no address has, changes nothing")
  func already() throws {
    var book = try Self.book(at("a@x.se", .primary))
    #expect(try book.setUse(.primary, to: key("a@x.se"), on: .åsa, cause: .test) == .alreadyApplied)
    #expect(book.clearUse(.work, on: .åsa, cause: .test) == .alreadyApplied)
    #expect(book.log.isEmpty)
  }

  @Test("S4: any address can be made primary, and back, one step each")
  func primaryBothWays() throws {
    var book = try Self.book(at("a@x.se", .primary), at("b@x.se"))
    #expect(try book.setUse(.primary, to: key("b@x.se"), on: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": [], "b@x.se": .primary])
    #expect(try book.setUse(.primary, to: key("a@x.se"), on: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["a@x.se": .primary, "b@x.se": []])
  }

  @Test("S5: without its primary address a profile has none, unless the next one is named")
  func nextPrimary() throws {
    let before = try Self.book(at("a@x.se", .primary, .work), at("b@x.se"), at("c@x.se", .student))
    var book = before
    #expect(try book.removeAddress(key("a@x.se"), from: .åsa, cause: .test) == .applied)
    #expect(book.uses(on: .åsa) == ["b@x.se": [], "c@x.se": Uses(.student)])

    book = before
    let outcome = try book.removeAddress(
      key("a@x.se"), from: .åsa, nextPrimary: key("c@x.se"), cause: .test)
    #expect(outcome == .applied)
    #expect(book.uses(on: .åsa) == ["b@x.se": [], "c@x.se": Uses([.primary, .student])])
    #expect(book.log.map(\.sequence) == [2, 3])

    book = before
    _ = try book.removeAddress(key("b@x.se"), from: .åsa, nextPrimary: key("c@x.se"), cause: .test)
    #expect(book.uses(on: .åsa)["a@x.se"] == Uses([.primary, .work]))
  }

  @Test("S5: an address that is not there is neither taken away nor made primary")
  func unknownAddress() throws {
    var book = try Self.book(at("a@x.se", .primary))
    let (there, gone) = try (key("a@x.se"), key("b@x.se"))
    let refused = Outcome.refused(.unknownAddress)
    #expect(book.removeAddress(gone, from: .åsa, cause: .test) == refused)
    #expect(book.removeAddress(there, from: .åsa, nextPrimary: gone, cause: .test) == refused)
    #expect(book.removeAddress(there, from: .åsa, nextPrimary: there, cause: .test) == refused)
    #expect(book.setUse(.work, to: gone, on: .åsa, cause: .test) == refused)
    #expect(
      try book.replaceAddress(gone, with: mail("c@x.se"), on: .åsa, cause: .test) == refused)
    #expect(book.log.isEmpty)
  }

  @Test("S5: a profile whose last address goes gets its next one as primary again (S2)")
  func lastAddress() throws {
    var book = try Self.book(at("a@x.se", .primary))
    _ = try book.removeAddress(key("a@x.se"), from: .åsa, cause: .test)
    #expect(book.uses(on: .åsa) == [:])
    #expect(try book.holder(of: key("a@x.se")) == nil)
    _ = try book.addAddress(mail("b@x.se"), to: .åsa, cause: .test)
    #expect(book.uses(on: .åsa) == ["b@x.se": .primary])
  }

  @Test("S3: a replaced address leaves, and all its uses move to the new one")
  func replaced() throws {
    var book = try Self.book(at("a@x.se", .primary, .work), at("b@x.se", .student))
    var outcome = try book.replaceAddress(
      key("a@x.se"), with: mail("n@x.se"), on: .åsa, cause: .test)
    #expect(outcome == .applied)
    #expect(book.uses(on: .åsa) == ["b@x.se": Uses(.student), "n@x.se": Uses([.primary, .work])])
    outcome = try book.replaceAddress(
      key("n@x.se"), with: mail("b@x.se"), on: .åsa, cause: .test)
    #expect(outcome == .applied)
    #expect(book.uses(on: .åsa) == ["b@x.se": Uses([.primary, .work, .student])])

    // The only address, with no use (S5): the one that replaces it has none either.
    book = try Self.book(at("a@x.se"))
    _ = try book.replaceAddress(key("a@x.se"), with: mail("n@x.se"), on: .åsa, cause: .test)
    #expect(book.uses(on: .åsa) == ["n@x.se": []])
  }

  @Test("S6: nothing is inferred from an address's domain")
  func nothingInferred() throws {
    var book = try Self.book(at("a@x.se", .primary))
    for text in ["a@student.uu.se", "a@gmail.com", "a@foretag.se"] {
      _ = try book.addAddress(mail(text), to: .åsa, cause: .test)
      #expect(book.uses(on: .åsa)[text] == [])
    }
  }

  @Test("S1: uses are listed in one order, whatever order they were given in")
  func listed() {
    #expect(Uses([.student, .primary]).list == [.primary, .student])
    #expect(Uses([]).list == [])
  }
}
