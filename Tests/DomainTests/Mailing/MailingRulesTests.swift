import BookSamples
import Domain
import Testing

/// Mailings from what is asked for to the last recipient.
@Suite("Mailings")
struct MailingRulesTests {
  private func book() throws -> AddressBook {
    AddressBook(
      Profile(
        id: .åsa, name: Name(given: "Åsa", family: "Ek"), addresses: [try at("a@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]),
      Profile(id: .cia, optedOut: ["news"], addresses: [try at("cia@x.se", .primary)]),
      Profile(id: .dag, state: .removed, addresses: [try at("dag@x.se", .primary)]))
  }

  private let everybody = [ProfileID.åsa, .bo, .cia, .dag].map { AudienceMember($0) }

  @Test("R2, R4: each profile of the audience is one recipient, counted by the reason")
  func whole() throws {
    var book = try book()
    let mailing = Mailing.test()
    #expect(book.prepare(mailing, everybody, by: 3) == .applied)
    #expect(book.progress()?.state == .handingOver)
    #expect(
      book.progress()?.counts
        == MailingCounts(recipients: 2, excluded: [.optedOut: 1, .removed: 1]))
    #expect(book.mails.isEmpty)
    #expect(book.handOver(mailing, by: 1) == .applied)
    #expect(book.progress()?.state == .completed && book.progress()?.counts.handedOver == 2)
    #expect(book.mails.compactMap { $0["to"] } == ["a@x.se", "bo@x.se"])
    #expect(
      Set(book.mails.map(\.id))
        == Set(book.prepared().filter { $0.exclusion == nil }.map(\.messageID)))
  }

  @Test("R6: a mail names the token in its headers and its return path, and no address there")
  func headers() throws {
    var book = try book()
    let mailing = Mailing.test()
    book.prepare(mailing, [AudienceMember(.åsa)])
    book.handOver(mailing)
    let mail = try #require(book.mails.first)
    let token = "00000000000000000000000000000001"
    #expect(mail["returnPath"] == "bounce+\(token)@bounces.x.se")
    #expect(mail.header("X-Brevduva-Token") == token)
    #expect(
      mail.header("List-Unsubscribe")
        == "<https://x.se/unsubscribe?token=\(token)>, "
        + "<mailto:bounce+\(token)@bounces.x.se?subject=unsubscribe>")
    #expect(mail.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
    #expect(mail.header("List-Id") == "<news.bounces.x.se>")
    #expect(mail["subject"] == "Hej Åsa" && mail["mailingId"] == "m1")
    #expect(mail["profileId"] == ProfileID.åsa.description)
    #expect(
      mail.data["body"]
        == .object([
          "text": .text("https://x.se/unsubscribe?token=\(token)"), "html": .text("a@x.se"),
        ]))
    #expect(mail.data["doNotSendAfter"] == .moment(Cause.test.at.later(by: 86_400)))
  }

  @Test("R7: no value of a profile puts a line of its own into the subject")
  func oneLine() throws {
    var book = AddressBook(
      Profile(
        id: .åsa, name: Name(given: "Å\r\nBcc: x@y.se\u{85}\u{2028}\u{0}"),
        addresses: [try at("a@x.se", .primary)]))
    book.prepare(.test(), [AudienceMember(.åsa)])
    book.handOver(.test())
    #expect(book.mails.first?["subject"] == "Hej Å  Bcc: x@y.se   ")
  }

  @Test("R4: the same mailing again is already applied, another under its id is refused")
  func again() throws {
    var book = try book()
    #expect(book.decide(.send(.test(), hash: [1])) == .applied)
    #expect(book.decide(.send(.test(), hash: [1])) == .alreadyApplied)
    #expect(book.decide(.send(.test(), hash: [2])) == .refused(.mailingExists))
    #expect(book.decide(.cancel("other")) == .refused(.unknownMailing))
  }

  @Test("R4: a chunk that comes again has no effect, of preparation and of hand-over")
  func chunksAgain() throws {
    var book = try book()
    let mailing = Mailing.test()
    _ = book.decide(.send(mailing, hash: [1]))
    let chunk = PreparationChunk(
      of: mailing.stored, after: nil, members: Array(everybody.prefix(2)), isLast: false)
    #expect(book.decide(.preparing(chunk)) == .applied)
    let place = book.log.count
    #expect(book.decide(.preparing(chunk)) == .alreadyApplied && book.log.count == place)
    let rest = PreparationChunk(
      of: mailing.stored, after: .bo, members: Array(everybody.suffix(2)), isLast: true)
    #expect(book.decide(.preparing(rest)) == .applied)
    #expect(book.decide(.preparing(rest)) == .alreadyApplied)
    let turn = HandOverChunk(
      of: mailing.stored, after: nil, recipients: book.waiting("m1"), isLast: true,
      compile: PlainTemplates.init)
    #expect(book.decide(.handingOver(turn)) == .applied)
    #expect(book.decide(.handingOver(turn)) == .alreadyApplied && book.mails.count == 2)
    #expect(book.decide(.preparing(nil)) == .alreadyApplied)
    #expect(book.decide(.handingOver(nil)) == .alreadyApplied)
  }

  @Test(
    "R3: whoever changed since the preparation gets nothing, with the reason of that moment",
    arguments: [
      (.purge(.åsa, decision: nil), .purged), (.remove(.åsa), .removed),
      (.declareDeceased(.åsa), .deceased),
      (.mark(AddressKey(stored: "a@x.se"), on: .åsa, reason: nil), .undeliverable),
      (.optOut(.åsa, topic: nil), .optedOut), (.optOut(.åsa, topic: "news"), .optedOut),
      (.clearUse(.primary, on: .åsa), .noPrimary),
      (.update(.åsa, Edit(isProtected: true)), .protected),
      (.merge(.åsa, into: .bo, leaveBehind: []), .merged),
    ] as [(Command, Exclusion)])
  func changedSince(command: Command, reason: Exclusion) throws {
    var book = try book()
    let mailing = Mailing.test()
    book.prepare(mailing, [AudienceMember(.bo), AudienceMember(.åsa)])
    // Bo's turn comes first where the two become one.
    if reason == .merged {
      #expect(book.carryOut(command, cause: .test) == .applied)
      book.handOver(mailing)
      #expect(book.mails.compactMap { $0["to"] } == ["bo@x.se"])
      #expect(book.mails.first?["profileId"] == ProfileID.bo.description)
    } else {
      #expect(book.carryOut(command, cause: .test) == .applied)
      book.handOver(mailing)
      #expect(book.mails.compactMap { $0["to"] } == ["bo@x.se"])
    }
    #expect(book.decided().compactMap(\.exclusion) == [reason])
    #expect(book.progress()?.counts.excluded == [reason: 1])
    #expect(book.progress()?.counts.handedOver == 1)
  }

  @Test(
    "R4, L5: kept and merged-away ids of one person are one recipient, and its exceptions hold for both"
  )
  func oneOfTwo() throws {
    var book = try book()
    _ = book.merge(.åsa, into: .bo, leaveBehind: [], cause: .test)
    book.prepare(.test(), [AudienceMember(.åsa), AudienceMember(.bo)], by: 1)
    #expect(book.prepared().map(\.profile) == [.bo])
    book.prepare(.test("m2"), [AudienceMember(.åsa, isExcepted: true), AudienceMember(.cia)])
    #expect(book.prepared("m2").map(\.profile) == [.cia])
    #expect(book.progress("m2")?.counts.excluded == [.optedOut: 1])
  }

  @Test(
    "R4, L5: who was left out and becomes one with somebody of a later chunk is asked about again",
    arguments: [true, false])
  func joinedBetweenChunks(isKept: Bool) throws {
    var book = AddressBook(
      Profile(id: .åsa), Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    let mailing = Mailing.test()
    #expect(book.decide(.send(mailing, hash: [1])) == .applied)
    let first = PreparationChunk(
      of: mailing.stored, after: nil, members: [AudienceMember(.åsa)], isLast: false)
    #expect(book.decide(.preparing(first)) == .applied)
    let (gone, kept) = isKept ? (ProfileID.bo, ProfileID.åsa) : (.åsa, .bo)
    #expect(book.merge(gone, into: kept, leaveBehind: [], cause: .test) == .applied)
    let second = PreparationChunk(
      of: mailing.stored, after: .åsa, members: [AudienceMember(.bo)], isLast: true)
    #expect(book.decide(.preparing(second)) == .applied)
    #expect(book.prepared().map(\.profile) == [.åsa, .bo])
    #expect(
      book.progress()?.counts == MailingCounts(recipients: 1, excluded: [.noPrimary: 1]))
    book.handOver(mailing)
    #expect(book.mails.compactMap { $0["to"] } == ["bo@x.se"])
    #expect(book.mails.first?["profileId"] == kept.description)
  }

  @Test("R2, L5: who is left out counts once, however many ids of the person an audience names")
  func leftOnce() throws {
    var book = try book()
    #expect(book.restore(.dag, cause: .test) == .applied)
    #expect(book.merge(.dag, into: .cia, leaveBehind: [], cause: .test) == .applied)
    book.prepare(.test(), [AudienceMember(.cia), AudienceMember(.dag)], by: 1)
    #expect(book.prepared().map(\.profile) == [.cia])
    #expect(book.progress()?.counts.excluded == [.optedOut: 1])
  }

  @Test("R3: nothing is handed over before the moment that is named, nor once it is stopped")
  func moments() throws {
    var book = try book()
    let later = Mailing.test(notBefore: Cause.test.at.later(by: 60))
    book.prepare(later, everybody)
    #expect(book.progress()?.state == .prepared)
    let calls = book.log.filter { logged in
      if case .message(_, .continued(MailingRules.handOverType, _)) = logged.change {
        true
      } else {
        false
      }
    }
    #expect(calls.isEmpty)
    #expect(book.handOver(later) == .alreadyApplied && book.mails.isEmpty)
    #expect(book.decide(.cancel("m1")) == .applied)
    #expect(book.decide(.cancel("m1")) == .alreadyApplied)

    let other = Mailing.test("m2")
    book.prepare(other, everybody)
    let turn = HandOverChunk(
      of: other.stored, after: nil, recipients: Array(book.waiting("m2").prefix(1)), isLast: false,
      compile: PlainTemplates.init)
    #expect(book.decide(.handingOver(turn)) == .applied)
    #expect(book.decide(.cancel("m2")) == .applied)
    let rest = HandOverChunk(
      of: other.stored, after: .åsa, recipients: book.waiting("m2"), isLast: true,
      compile: PlainTemplates.init)
    #expect(book.decide(.handingOver(rest)) == .alreadyApplied && book.mails.count == 1)

    book.prepare(.test("m3"), everybody)
    book.handOver(.test("m3"))
    #expect(book.decide(.cancel("m3")) == .refused(.mailingCompleted))
  }

  @Test("R3: after the end that is named nobody is mailed, and that is said")
  func tooLate() throws {
    var book = try book()
    let end = Cause.test.at.later(by: 60)
    #expect(
      book.decide(.send(.test(until: Cause.test.at), hash: [1])) == .refused(.neverSent))
    #expect(
      book.decide(.send(.test(notBefore: end, until: end), hash: [1])) == .refused(.neverSent))
    let mailing = Mailing.test(until: end)
    book.prepare(mailing, everybody)
    book.handOver(mailing, cause: .test(after: 60))
    #expect(book.mails.isEmpty && book.progress()?.state == .completed)
    #expect(book.progress()?.counts.excluded[.tooLate] == 2)
  }

  @Test("L2: a mailing whose texts cannot be filled in any more is stopped")
  func cutText() throws {
    var book = try book()
    let mailing = Mailing.test()
    book.prepare(mailing, everybody)
    let turn = HandOverChunk(
      of: mailing.stored, after: nil, recipients: book.waiting("m1"), isLast: true,
      compile: { _ in nil })
    #expect(book.decide(.handingOver(turn)) == .applied)
    #expect(book.log.last?.change == .mailing("m1", .cancelled) && book.mails.isEmpty)
  }

  @Test("L2: the texts that go out are those of the moment at which a chunk is decided")
  func textsSince() throws {
    let mailing = Mailing.test()
    let standing = MailingStanding(
      hash: [1], state: .handingOver, text: MailText(subject: "Hej", text: "Cut", html: nil))
    var contents = BookContents(
      profiles: [Profile(id: .bo, addresses: [try at("bo@x.se", .primary)])])
    contents.mailings["m1"] = standing
    contents.mailed["m1"] = [.bo: .waiting]
    var book = AddressBook(contents, ids: IDSource(seed: 1))
    let turn = HandOverChunk(
      of: mailing.stored, after: nil,
      recipients: [WaitingRecipient(profile: .bo, messageID: MessageID(value: 1), token: "t")],
      isLast: true, compile: { UnfilledTemplates(text: $0) })
    #expect(book.decide(.handingOver(turn)) == .applied)
    #expect(book.mails.first?["subject"] == "Hej")
    #expect(book.mails.first?.data["body"] == .object(["text": .text("Cut")]))
  }

  @Test(
    "R1: whoever is mailed at the primary address instead is counted as it came out",
    arguments: [(true, false), (false, true), (true, true), (false, false)])
  func fallbacks(before: Bool, after: Bool) throws {
    let work = try at("w@x.se", .work)
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("a@x.se", .primary)] + (before ? [] : [work])))
    let mailing = Mailing.test(use: .work, fallback: true)
    book.prepare(mailing, [AudienceMember(.åsa)])
    #expect(book.progress()?.counts.byFallback == (before ? 1 : 0))
    if before != after {
      let edited =
        before
        ? book.addAddress(work.address, uses: Uses(.work), to: .åsa, cause: .test)
        : book.mark(work.key, on: .åsa, reason: nil, cause: .test)
      #expect(edited == .applied)
    }
    book.handOver(mailing)
    #expect(book.mails.compactMap { $0["to"] } == [after ? "a@x.se" : "w@x.se"])
    #expect(book.progress()?.counts.byFallback == (after ? 1 : 0))
  }

  @Test("R3: a chunk touches its mailing and its profiles so that nobody changes them meanwhile")
  func touches() throws {
    let rules = MailingRules.test
    let mailing = Mailing.test()
    let chunk = HandOverChunk(
      of: mailing.stored, after: nil,
      recipients: [WaitingRecipient(profile: .åsa, messageID: MessageID(value: 1), token: "t")],
      isLast: true, compile: PlainTemplates.init)
    #expect(
      rules.touch(.handingOver(chunk)) == Touch(profiles: [.åsa: .changing], mailings: ["m1"]))
    #expect(rules.touch(.cancel("m1")) == Touch(mailings: ["m1"]))
    #expect(rules.touch(.forbidden(.unknownUse)) == Touch())
    var book = AddressBook(BookContents(), held: Touch(), ids: IDSource(seed: 1))
    _ = book.decide(.handingOver(chunk))
    #expect(book.missing == Touch(mailings: ["m1"]))
  }
}
