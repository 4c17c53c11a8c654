import BookSamples
import Domain
import Testing

@Suite("What mail that failed comes to")
struct BounceRulesTests {
  @Test(
    "B1, B7: a permanent failure marks the address, with its evidence; told again it is no news")
  func permanent() throws {
    var book = try AddressBook.ofTwo()
    let content = Told.failure(.permanent, status: "5.1.1")
    #expect(try book.hear(content, of: "A@x.se", send: "<1@u>") == .applied)
    #expect(book.told == ["permanent", "marked"])
    #expect(
      try book.mark(on: key("a@x.se"))
        == Mark(
          since: Cause.test.at, status: "5.1.1", reason: "mailboxUnknown",
          evidence: Mark.Evidence(
            observedAt: Cause.test.at, diagnostic: "550 no", gatewayID: "e7")))
    #expect(try book.hear(content, of: "a@x.se", send: "<1@U>") == .alreadyApplied)
    // Another message that fails too is evidence; the mark stays as it is.
    #expect(try book.hear(content, of: "a@x.se", send: "<2@u>", day: 1) == .applied)
    #expect(book.told == ["permanent", "marked", "permanent"])
  }

  @Test(
    "B3: what speaks of the sender or the content, or is unclear, marks nobody",
    arguments: [BounceKind.blocked, .unknown])
  func harmless(kind: BounceKind) throws {
    var book = try AddressBook.ofTwo()
    for day in [0, 10, 20, 30] as [Int64] {
      _ = try book.hear(
        Told.failure(kind, .policy, status: "5.7.1"), of: "a@x.se", send: "<\(day)@u>", day: day)
    }
    #expect(try book.mark(on: key("a@x.se")) == nil)
    #expect(book.told.allSatisfy { $0 == kind.rawValue })
  }

  @Test("B5: a bounce of a message from before the clearing does not mark again")
  func clearing() throws {
    var book = try AddressBook.ofTwo()
    let a = try key("a@x.se")
    let content = Told.failure(.permanent)
    _ = try book.hear(content, of: "a@x.se", send: "<1@u>")
    #expect(book.clearMark(a, on: .åsa, cause: .test(after: 86_400)) == .applied)
    let before = Cause.test.at.later(by: 86_399)
    #expect(try book.hear(content, of: "a@x.se", send: "<2@u>", day: 3, sentAt: before) == .applied)
    #expect(book.mark(on: a) == nil)
    // Nobody says when: five days before its receipt, the day before the clearing.
    #expect(try book.hear(content, of: "a@x.se", send: "<3@u>", day: 5) == .applied)
    #expect(book.mark(on: a) == nil)
    #expect(try book.hear(content, of: "a@x.se", send: "<4@u>", day: 7) == .applied)
    #expect(book.mark(on: a) != nil)
  }

  @Test("B5: a time before 2000 counts as none, and one that lies ahead as now")
  func times() throws {
    var book = try AddressBook.ofTwo()
    let a = try key("a@x.se")
    _ = try book.hear(Told.failure(.permanent), of: "a@x.se", send: "<1@u>")
    _ = book.clearMark(a, on: .åsa, cause: .test(after: 86_400))
    let old = Timestamp(microseconds: 946_684_799_000_000)
    _ = try book.hear(Told.failure(.permanent), of: "a@x.se", send: "<2@u>", day: 2, sentAt: old)
    #expect(book.mark(on: a) == nil)
    let ahead = Cause.test.at.later(by: 86_400 * 900)
    _ = try book.hear(Told.failure(.unknown), of: "a@x.se", send: "<3@u>", day: 2, sentAt: ahead)
    let sent = book.mailHistory(of: a).bounces[SendReference(messageID: "3@u")]?.sentAt
    #expect(sent == Cause.test.at.later(by: 86_400 * 2))
  }

  @Test("B7: where mail was forwarded, the address that we mailed is judged, never the other")
  func forwarded() throws {
    var book = try AddressBook.ofTwo()
    #expect(
      try book.hear(Told.failure(.permanent), of: "bo@y.se", addressee: "a@x.se") == .applied)
    #expect(try book.mark(on: key("a@x.se")) != nil && book.mark(on: key("bo@y.se")) == nil)
    // A mailing list's own address is on no profile: then it is no forwarding.
    #expect(
      try book.hear(Told.failure(.permanent), of: "bo@y.se", addressee: "list@u.se") == .applied)
    #expect(try book.mark(on: key("bo@y.se")) != nil)
  }

  @Test("B7, L2: a bounce of an address that is on no profile changes nothing and is counted")
  func nobody() throws {
    var book = try AddressBook.ofTwo()
    for kind in [BounceKind.permanent, .temporary, .blocked, .ownerChanged] {
      #expect(try book.hear(Told.failure(kind), of: "no@x.se") == .alreadyApplied)
    }
    #expect(book.purge(.åsa, decision: nil, cause: .test) == .applied)
    let place = book.log.count
    for content in [Told.failure(.permanent), .delivered, .complained(.abuse), .unsubscribed] {
      #expect(try book.hear(content, of: "a@x.se") == .alreadyApplied)
    }
    #expect(book.log.count == place && book.tally == [.unknownAddress: 8])
    #expect(try book.mailHistory(of: key("a@x.se")) == MailHistory())
  }

  @Test("B7: a token that nobody was sent marks nothing and is counted; a known one tells whom")
  func tokens() throws {
    let profiles = [
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@y.se", .primary)]),
    ]
    let send = Send(
      token: "t1", profile: .åsa, recipient: try key("a@x.se"), mailing: "m1", topic: "alumni",
      handedOverAt: Cause.test.at.later(by: -60))
    var book = AddressBook(
      BookContents(profiles: profiles, sends: [.token("t1"): send]), ids: IDSource(seed: 1))
    #expect(
      try book.hear(Told.failure(.permanent), of: "a@x.se", sent: .token("forged"))
        == .alreadyApplied)
    #expect(book.log.isEmpty && book.tally == [.unverifiable: 1])
    #expect(try book.hear(Told.failure(.permanent), of: "bo@y.se", sent: .token("t1")) == .applied)
    #expect(try book.mark(on: key("a@x.se")) != nil && book.mark(on: key("bo@y.se")) == nil)
    #expect(try book.hear(.unsubscribed, of: "bo@y.se", sent: .token("t1")) == .applied)
    #expect(book.profile(.åsa)?.optedOut == ["alumni"] && book.profile(.bo)?.optedOut == [])
    #expect(try book.mailHistory(of: key("a@x.se")).deliveredAt == Cause.test.at)
  }

  @Test(
    "B2, B5, B7, R6: news by our Message-ID alone is of that message; a stranger's is of nobody's")
  func messages() throws {
    let id = SendKey.message(MessageID(value: 7))
    let cleared: Int64 = 86_400
    let send = Send(
      token: "t1", profile: .åsa, recipient: try key("a@x.se"), mailing: "m1", topic: "alumni",
      handedOverAt: Cause.test.at.later(by: cleared + 60))
    let profiles = [
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@y.se", .primary)]),
    ]
    var book = AddressBook(
      BookContents(profiles: profiles, sends: [.token("t1"): send, id: send]),
      ids: IDSource(seed: 1))
    let a = try key("a@x.se")
    _ = try book.hear(Told.failure(.permanent), of: "a@x.se", send: "<0@u>")
    #expect(book.clearMark(a, on: .åsa, cause: .test(after: cleared)) == .applied)
    // The day after: without its time of sending it would count as five days old.
    let failure = Told.failure(.temporary, .mailboxFull)
    _ = try book.hear(failure, of: "a@x.se", send: "<7@u>", sent: id, gateway: "ses", day: 2)
    _ = try book.hear(failure, of: "list@z.se", sent: .token("t1"), day: 2)
    let bounces = book.mailHistory(of: a).bounces
    #expect(Set(bounces.keys) == [SendReference(messageID: "0@u"), SendReference(token: "t1")])
    #expect(bounces[SendReference(token: "t1")]?.mailing == "m1")
    _ = try book.hear(
      Told.failure(.permanent), of: "a@x.se", send: "<7@u>", sent: id, gateway: "ses", day: 2)
    #expect(book.mark(on: a) != nil)
    _ = try book.hear(.unsubscribed, of: "bo@y.se", sent: id, gateway: "ses")
    #expect(book.profile(.åsa)?.optedOut == ["alumni"] && book.profile(.bo)?.optedOut == [])
    let other = SendKey.message(MessageID(value: 8))
    _ = try book.hear(Told.failure(.permanent), of: "bo@y.se", send: "<8@u>", sent: other)
    #expect(try book.mark(on: key("bo@y.se")) != nil)
  }

  @Test("B6: an address of a removed profile is marked too, and stays so when that is restored")
  func removed() throws {
    var book = try AddressBook.ofTwo()
    _ = book.remove(.åsa, cause: .test)
    #expect(try book.hear(Told.failure(.permanent), of: "a@x.se") == .applied)
    _ = book.restore(.åsa, cause: .test)
    #expect(try book.mark(on: key("a@x.se")) != nil)
  }

  @Test(
    "R6: abuse and fraud opt out of all bulk mail; other complaints opt nobody out",
    arguments: ComplaintReason.allCases)
  func complaints(reason: ComplaintReason) throws {
    var book = try AddressBook.ofTwo()
    let isWish = [.abuse, .fraud].contains(reason)
    let outcome: Outcome = isWish ? .applied : .alreadyApplied
    #expect(try book.hear(.complained(reason), of: "a@x.se") == outcome)
    #expect(book.profile(.åsa)?.optedOut == (isWish ? [Profile.everyTopic] : []))
    #expect(book.tally == [.complaint: 1])
    #expect(try book.hear(.complained(reason), of: "a@x.se") == .alreadyApplied)
  }

  @Test("B9: what a gateway holds back is no evidence; clearing, opt-in and purge free it")
  func suppressions() throws {
    var book = try AddressBook.ofTwo()
    let a = try key("a@x.se")
    let held = BounceNews.Content.suppressed(until: nil, reason: "it bounced")
    func hold() throws {
      #expect(try book.hear(held, of: "a@x.se", gateway: "ses") == .applied)
      #expect(try book.hear(held, of: "a@x.se", gateway: "ses") == .alreadyApplied)
    }
    try hold()
    #expect(book.mark(on: a) == nil && book.mailHistory(of: a) == MailHistory())
    #expect(try book.hear(.unsuppressed, of: "a@x.se", gateway: "ses") == .applied)
    try hold()
    #expect(book.clearMark(a, on: .åsa, cause: .test) == .applied)
    #expect(book.clearMark(a, on: .åsa, cause: .test) == .alreadyApplied)
    try hold()
    _ = book.optOut(.åsa, of: nil, cause: .test)
    #expect(book.optIn(.åsa, to: nil, cause: .test) == .applied)
    try hold()
    _ = book.purge(.åsa, decision: nil, cause: .test)
    let words = ["suppressed by ses", "freed of ses"]
    #expect(
      book.told
        == words + words + ["suppressed by ses", "out of *", "freed of ses", "suppressed by ses"]
        + ["freed of ses, erased"])
  }

  @Test("B9: a list's end is kept, a later one takes its place, and one that is over is set anew")
  func ends() throws {
    var book = try AddressBook.ofTwo()
    let (first, second) = (Cause.test.at.later(by: 100), Cause.test.at.later(by: 200_000))
    func hear(until: Timestamp?, day: Int64 = 0) throws -> Outcome {
      try book.hear(.suppressed(until: until, reason: nil), of: "a@x.se", gateway: "ses", day: day)
    }
    #expect(try hear(until: first) == .applied)
    #expect(try hear(until: first) == .alreadyApplied)
    #expect(try hear(until: nil) == .alreadyApplied, "who names no end knows of no other one")
    #expect(try hear(until: second) == .applied)
    #expect(try hear(until: nil, day: 3) == .applied)
    let ends = book.log.map { logged in
      if case .suppression(_, _, .set(let suppression)) = logged.change {
        suppression.until
      } else {
        Timestamp?.none
      }
    }
    #expect(ends == [first, second, nil])
  }

  @Test(
    "B9: what no gateway that we know holds back ends with the days of B2, and when mail arrives")
  func heldBySomebody() throws {
    var book = try AddressBook.ofTwo()
    let held = BounceNews.Content.suppressed(until: nil, reason: "no")
    #expect(try book.hear(held, of: "a@x.se") == .applied)
    #expect(try book.hear(held, of: "a@x.se", day: 1) == .alreadyApplied)
    guard case .suppression(_, _, .set(let suppression))? = book.log.last?.change else {
      Issue.record("nothing is held back")
      return
    }
    #expect(suppression.until == Cause.test.at.later(by: 180 * 86_400))
    #expect(try book.hear(.delivered, of: "a@x.se", day: 2) == .applied)
    #expect(try book.hear(held, of: "a@x.se", day: 3) == .applied)
    #expect(try book.hear(held, of: "a@x.se", day: 182) == .alreadyApplied)
    #expect(try book.hear(held, of: "a@x.se", day: 183) == .applied)
    let word = Suppression.someGateway
    #expect(
      book.told
        == ["suppressed by \(word)", "freed of \(word)", "suppressed by \(word)"]
        + ["suppressed by \(word)"])
  }

  @Test("B9, L2: a purge frees former addresses too, of all that are one, and each gateway once")
  func formerSuppressions() throws {
    let suppression = Suppression(gateway: "ses", since: Cause.test.at)
    let profiles = [
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, state: .removed, mergedInto: .åsa),
      Profile(id: .cia, addresses: [try at("c@x.se", .primary)]),
    ]
    let former = [try key("a1@x.se"), try key("a2@x.se"), try key("c1@x.se")]
    let contents = BookContents(
      profiles: profiles,
      suppressions: Dictionary(
        uniqueKeysWithValues: ([try key("a@x.se"), try key("free@x.se")] + former).map {
          ($0, ["ses": suppression])
        }),
      heldFormerKeys: [.åsa: [former[0]], .bo: [former[0], former[1]], .cia: [former[2]]])
    var book = AddressBook(contents, ids: IDSource(seed: 1))
    _ = book.purge(.bo, decision: nil, cause: .test)
    #expect(book.freed == ["a1@x.se", "a2@x.se", "a@x.se"].map { "\($0) of \(ProfileID.åsa)" })
    var other = AddressBook(contents, ids: IDSource(seed: 1))
    _ = other.purge(holderOf: try key("free@x.se"), decision: nil, cause: .test)
    let receipt = try #require(other.log.last?.change.scope.subject)
    #expect(other.freed == ["free@x.se of \(receipt)"] && !profiles.map(\.id).contains(receipt))
    #expect(other.log.allSatisfy { !$0.isProtected })
  }

  @Test("B10: another owner's mailbox is held back and put before the stewards, once")
  func ownerChanged() throws {
    var book = try AddressBook.ofTwo()
    let a = try key("a@x.se")
    for number in 1...2 {
      _ = try book.hear(
        Told.failure(.ownerChanged, .ownerChanged, status: "5.7.17"), of: "a@x.se",
        send: "<\(number)@u>")
    }
    #expect(
      book.told == ["ownerChanged", "ownerChanged", "suppressed by x.se", "ownerChanged"])
    #expect(book.mark(on: a) == nil)
    // What the person says of mail frees a gateway's list; what the steward says of the address frees both.
    _ = try book.hear(.suppressed(until: nil, reason: nil), of: "a@x.se", gateway: "ses")
    _ = book.optOut(.åsa, of: nil, cause: .test)
    #expect(book.optIn(.åsa, to: nil, cause: .test) == .applied)
    #expect(book.told.suffix(3) == ["suppressed by ses", "out of *", "freed of ses"])
    #expect(book.clearMark(a, on: .åsa, cause: .test) == .applied)
    #expect(book.told.last == "freed of x.se")
    let made = try #require(book.suggestions.first)
    #expect(made.profiles == [.åsa] && made.evidence == "a@x.se")
    var book2 = AddressBook(
      BookContents(
        profiles: [Profile(id: .åsa, addresses: [try at("a@x.se", .primary)])],
        suggestions: [made.id: SuggestionState(made)],
        suppressions: [a: ["x.se": Suppression(gateway: "x.se", since: Cause.test.at)]]),
      ids: IDSource(seed: 2))
    var accepted = book2
    #expect(accepted.accept(made.id, cause: .test) == .applied)
    #expect(accepted.holder(of: a) == nil && accepted.told.last == "freed of x.se")
    #expect(book2.dismiss(made.id, cause: .test) == .applied)
    #expect(book2.told == ["freed of x.se"] && book2.holder(of: a) == .åsa)
  }

  @Test("L8: what is told of a protected person's mail carries neither address nor profile")
  func protected() throws {
    var book = AddressBook(
      Profile(id: .åsa, isProtected: true, addresses: [try at("a@x.se", .primary)]))
    _ = try book.hear(Told.failure(.permanent), of: "a@x.se")
    _ = try book.hear(.suppressed(until: nil, reason: nil), of: "a@x.se", gateway: "ses")
    #expect(book.log.allSatisfy { $0.isProtected || $0.change.scope.subject == nil })
  }

  @Test("What the touch of a message names is all that is needed to decide it")
  func touches() throws {
    let rules = BounceRules.standard
    let contents: [BounceNews.Content] =
      [.delivered, .complained(.abuse), .unsubscribed, .suppressed(until: nil, reason: nil)]
      + [BounceKind.permanent, .temporary, .blocked, .unknown, .ownerChanged].map {
        Told.failure($0)
      }
    for content in contents {
      let message = BounceMessage.news([
        try Told.news(content, of: "a@x.se", send: "<1@u>", addressee: "bo@y.se", gateway: "ses")
      ])
      let touch = rules.touch(message)
      let all = BookContents(profiles: [
        Profile(id: .åsa, addresses: [try at("a@x.se", .primary)])
      ])
      var book = AddressBook(all.loaded(for: touch), held: touch, ids: IDSource(seed: 1))
      #expect(rules.decide(message, in: &book, cause: .test) == .applied)
      #expect(book.missing == Touch())
    }
  }
}

extension AddressBook {
  /// What a purge has freed: each address, with the profile that it is told of.
  fileprivate var freed: [String] {
    log.compactMap { logged in
      guard case .suppression(let key, let profile, let change) = logged.change,
        change == .ended(gateway: "ses", isErased: true)
      else { return nil }
      return "\(key.text) of \(profile)"
    }
  }
}
