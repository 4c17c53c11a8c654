import BookSamples
import Domain
import Testing

/// What the token of a message leads to, whatever became of the person since (R6).
@Suite("Tokens of mailings")
struct TokenTests {
  private static let token = String(repeating: "0", count: 32)

  /// Åsa, who was mailed at a@x.se; Bo besides.
  private func book(topic: String? = "news") throws -> AddressBook {
    let send = Send(
      token: Self.token, profile: .åsa, recipient: try key("a@x.se"), mailing: "m1", topic: topic,
      handedOverAt: Cause.test.at.later(by: -60))
    return AddressBook(
      BookContents(
        profiles: [
          Profile(
            id: .åsa, name: Name(given: "Åsa"), externalIDs: ["ladok": "1"],
            addresses: [try at("a@x.se", .primary)]),
          Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]),
        ], sends: [.token(Self.token): send]), ids: IDSource(seed: 1))
  }

  private func optOut(
    _ book: inout AddressBook, topic: String? = nil
  ) -> Outcome {
    book.carryOut(.optOutByToken(Self.token, topic: topic), cause: .test)
  }

  @Test(
    "R6: without a topic that of the mailing is meant, and all bulk mail if it has none",
    arguments: [
      ("news", nil, ["news"]), ("news", "alumni", ["alumni"]), ("news", "*", ["*"]),
      (nil, nil, ["*"]),
    ] as [(String?, String?, Set<String>)])
  func topics(mailing: String?, command: String?, optedOut: Set<String>) throws {
    var book = try book(topic: mailing)
    #expect(optOut(&book, topic: command) == .applied)
    #expect(book.profile(.åsa)?.optedOut == optedOut)
    #expect(optOut(&book, topic: command) == .alreadyApplied)
    #expect(try book.mailHistory(of: key("a@x.se")).deliveredAt == Cause.test.at, "B2")
  }

  @Test("R6: a token that nobody was sent changes nothing")
  func forged() throws {
    var book = try book()
    for command in [Command.optOutByToken("f09ed", topic: nil), .optInByToken("f09ed", topic: nil)]
    {
      #expect(book.carryOut(command, cause: .test) == .refused(.unknownToken))
    }
    #expect(book.log.isEmpty)
  }

  @Test(
    "R6: the word is the person's, whatever became of the address and the profile since",
    arguments: [
      .removeAddress(AddressKey(stored: "a@x.se"), from: .åsa, nextPrimary: nil), .remove(.åsa),
      .declareDeceased(.åsa), .merge(.åsa, into: .bo, leaveBehind: []),
      .merge(.bo, into: .åsa, leaveBehind: []),
    ] as [Command])
  func since(command: Command) throws {
    var book = try book()
    #expect(book.carryOut(command, cause: .test) == .applied)
    #expect(optOut(&book) == .applied)
    let person = try #require(book.person(of: .åsa))
    #expect(person.optedOut.contains("news"))
  }

  @Test("R6: an address that somebody else has by now opts that one out of nothing")
  func movedAddress() throws {
    var book = try book()
    _ = book.remove(.åsa, cause: .test)
    #expect(
      try book.addAddress(mail("a@x.se"), to: .bo, cause: .test) == .applied, "U3")
    #expect(optOut(&book) == .applied)
    #expect(book.profile(.bo)?.optedOut == [] && book.profile(.åsa)?.optedOut == ["news"])
  }

  @Test("R6: an opt-out by token stays through merge, unmerge, removal and restoring")
  func survives() throws {
    var book = try book()
    #expect(optOut(&book) == .applied)
    _ = book.merge(.åsa, into: .bo, leaveBehind: [], cause: .test)
    #expect(book.profile(.bo)?.optedOut == ["news"], "the stricter")
    _ = book.unmerge(.åsa, cause: .test)
    #expect(book.profile(.åsa)?.optedOut == ["news"])
    #expect(book.profile(.bo)?.optedOut == [], "it was said before")

    _ = book.merge(.åsa, into: .bo, leaveBehind: [], cause: .test)
    #expect(optOut(&book) == .alreadyApplied)
    #expect(optOut(&book, topic: "alumni") == .applied)
    _ = book.unmerge(.åsa, cause: .test)
    for id in [ProfileID.åsa, .bo] {
      #expect(book.profile(id)?.optedOut == ["news", "alumni"], "said while they were one")
    }
    _ = book.remove(.åsa, cause: .test)
    _ = book.restore(.åsa, cause: .test)
    #expect(book.profile(.åsa)?.optedOut == ["news", "alumni"])
  }

  @Test(
    "L4, R6: what was mailed while two were one belongs after the unmerge to the one whose address it went to",
    arguments: [
      ("a@x.se", .åsa), ("bo@x.se", .bo), ("since@x.se", .bo),
    ] as [(String, ProfileID)], [ProfileID.åsa, .bo])
  func parted(went: (to: String, of: ProfileID), chosen: ProfileID) throws {
    for hasLeft in [false, true] {
      let parted = try parted(chosen: chosen, mailed: went.to, hasLeft: hasLeft)
      for id in [ProfileID.åsa, .bo] {
        #expect(parted.profile(id)?.optedOut == (id == went.of ? ["news"] : []))
      }
    }
  }

  /// Åsa and Bo after an unmerge and an opt-out by a token that was mailed while they were one, to an address that
  /// has left both if it is to.
  private func parted(chosen: ProfileID, mailed: String, hasLeft: Bool) throws -> AddressBook {
    var book = try book()
    #expect(book.merge(.åsa, into: .bo, leaveBehind: [], cause: .test) == .applied)
    guard case .merge(let merge, .merged)? = book.log.last?.change else {
      throw Broken(rule: "they were not merged")
    }
    if hasLeft, book.profile(.bo)?.address(try key(mailed)) != nil {
      #expect(
        book.removeAddress(try key(mailed), from: .bo, nextPrimary: nil, cause: .test) == .applied)
    }
    let token = String(repeating: "1", count: 32)
    var contents = BookContents(
      profiles: [ProfileID.åsa, .bo].compactMap { book.profile($0) }, merges: [.åsa: merge])
    contents.sends[.token(token)] = Send(
      token: token, profile: chosen, recipient: try key(mailed), mailing: "m2", topic: "news",
      handedOverAt: Cause.test.at)
    contents.mergedSends[.åsa] = [
      MergedSend(
        mailing: "m2", profile: chosen, recipient: try key(mailed), handedOverAt: Cause.test.at)
    ]
    book = AddressBook(contents, ids: IDSource(seed: 2))
    #expect(book.unmerge(.åsa, cause: .test) == .applied)
    #expect(book.carryOut(.optOutByToken(token, topic: nil), cause: .test) == .applied)
    return book
  }

  @Test("R6, P10, P11: no import ends an opt-out by token, nor does its undo")
  func imports() throws {
    // Once it was said before the import, and once again after it.
    for isSaidAfter in [false, true] {
      var book = try book()
      if !isSaidAfter { #expect(optOut(&book) == .applied) }
      var paper = PaperImport(book)
      paper.begin("i")
      paper.apply([
        try RowReadingTests.row([
          "externalId:ladok": "1", "phone": "070", "optOut:news": isSaidAfter ? "ja" : "nej",
        ])
      ])
      #expect(paper.book.profile(.åsa)?.optedOut == ["news"])
      if isSaidAfter { #expect(optOut(&paper.book) == .alreadyApplied) }
      #expect(paper.undo() != nil)
      #expect(paper.book.profile(.åsa)?.optedOut == ["news"])
    }
  }

  @Test("R6: an opt-in by token ends that of the topic alone, and none of a person who refuses all")
  func optIn() throws {
    var book = try book()
    #expect(optOut(&book) == .applied)
    #expect(optOut(&book, topic: "alumni") == .applied)
    #expect(book.carryOut(.optInByToken(Self.token, topic: nil), cause: .test) == .applied)
    #expect(book.profile(.åsa)?.optedOut == ["alumni"])
    #expect(optOut(&book, topic: "*") == .applied)
    #expect(
      book.carryOut(.optInByToken(Self.token, topic: "alumni"), cause: .test)
        == .refused(.optedOutOfAll))
    #expect(book.carryOut(.optInByToken(Self.token, topic: "*"), cause: .test) == .applied)
    #expect(book.profile(.åsa)?.optedOut == [])
  }

  @Test("B8: the recipients of a mailing are those that were handed over")
  func storm() throws {
    var profiles: [Profile] = []
    var sends: [SendKey: Send] = [:]
    for number in 0..<60 {
      let address = try at("p\(number)@d\(number).se", .primary)
      let id = ProfileID(value: UInt128(number + 1))
      profiles.append(Profile(id: id, addresses: [address]))
      sends[.token("t\(number)")] = Send(
        token: "t\(number)", profile: id, recipient: address.key, mailing: "m1", topic: nil,
        handedOverAt: Cause.test.at)
    }
    for (handedOver, isStorm) in [(100, true), (1000, false)] {
      var book = AddressBook(
        BookContents(
          profiles: profiles, sends: sends,
          recipients: [.mailing("m1"): RecipientCount(handedOver, isWhole: true)]),
        ids: IDSource(seed: 1))
      for number in 0..<60 {
        let failure = BounceFailure(kind: .permanent, reason: .mailboxUnknown, status: "5.1.1")
        _ = book.take(
          [BounceNews(.failed(failure), of: nil, key: .token("t\(number)"))], cause: .test)
      }
      let began = book.log.contains { logged in
        if case .storm(let storm, .began) = logged.change {
          storm.subject == .mailing("m1")
        } else {
          false
        }
      }
      #expect(began == isStorm)
    }
  }
}
