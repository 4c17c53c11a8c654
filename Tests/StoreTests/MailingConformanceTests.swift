import BookSamples
import Domain
import Postgres
@testable import Store
import TestSupport
import Testing

/// Mailings, in PostgreSQL and in memory alike.
@Suite("Store: mailings")
struct MailingConformanceTests {
  private static let text = MailText(subject: "Hej", text: "Hej!", html: nil)

  private static func mailing(
    _ id: MailingID = "m", audience: Audience = Audience(isEverybody: true),
    exceptions: Audience = Audience(), notBefore: Timestamp? = nil
  ) -> Mailing {
    Mailing(
      id: id, topic: "news", use: .work, fallsBackToPrimary: true, audience: audience,
      exceptions: exceptions, text: text, notBefore: notBefore)
  }

  private static func begun(_ mailing: Mailing, hash: UInt8 = 1) -> Change {
    .mailing(mailing.id, .begun(mailing, hash: Array(repeating: hash, count: 32)))
  }

  @Test(
    "R4: a mailing is kept with its standing, recipient by recipient, chunk by chunk",
    arguments: TestDatabase.Kind.allCases)
  func chunks(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let (asa, bo) = (fixtures.profile("asa@x.se"), fixtures.profile("bo@x.se"))
    _ = try store.load()
    try store.write(fixtures.batch(.created(asa), .created(bo)))
    _ = try store.load()
    try store.write(fixtures.batch(Self.begun(Self.mailing())))
    let stored = try #require(try store.mailing("m"))
    #expect(stored.selection == Self.mailing().selection && stored.textSize == Self.text.size)
    #expect(try store.mailing("other") == nil)

    let counts = MailingCounts(recipients: 1, byFallback: 1, excluded: [.optedOut: 1])
    let prepared = [
      PreparedRecipient(profile: asa.id, messageID: fixtures.id()),
      PreparedRecipient(profile: bo.id, messageID: fixtures.id(), exclusion: .optedOut),
    ]
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .mailing(
          "m",
          .prepared(prepared, MailingProgress(state: .handingOver, last: nil, counts: counts)))))
    let touch = Touch(profiles: [asa.id: .changing, bo.id: .changing], mailings: ["m", "other"])
    let loaded = try store.load(touch).contents
    store.abandon()
    #expect(loaded.mailings["m"]?.counts == counts)
    #expect(loaded.mailings["m"]?.state == .handingOver && loaded.mailings["other"] == nil)
    #expect(loaded.mailed == ["m": [asa.id: .waiting, bo.id: .left(.optedOut)]])
    let waiting = try store.waitingRecipients(of: "m")
    #expect(waiting.map(\.profile) == [asa.id])
    #expect(waiting.map(\.messageID) == [prepared[0].messageID])
    let token = try #require(waiting.first?.token)
    #expect(token.count == 32)
    #expect(
      try store.load(Touch(sends: [.token(token)])).contents.sends == [:], "nobody was sent it yet")
    store.abandon()

    let key = asa.addresses[0].key
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .mailing(
          "m",
          .handedOver(
            [DecidedRecipient(profile: asa.id, handedOverFor: key)],
            MailingProgress(
              state: .completed, last: nil, counts: MailingCounts(recipients: 1, handedOver: 1))))))
    #expect(try store.waitingRecipients(of: "m") == [])
    let send = Send(
      token: token, profile: asa.id, recipient: key, mailing: "m", topic: "news",
      handedOverAt: fixtures.now)
    try check(send, of: prepared[0].messageID, besides: prepared[1].messageID, in: store)
    let touched = try store.load(Touch(recipients: [.mailing("m"): 0, .mailing("other"): 0]))
    store.abandon()
    #expect(touched.contents.recipients == [.mailing("m"): RecipientCount(1, isWhole: true)])
  }

  /// Looks a message up by its token and by its id, and others that nobody was sent.
  private func check(
    _ send: Send, of id: MessageID, besides other: MessageID, in store: TestStore
  ) throws {
    let keys: Set<SendKey> = [
      .token(send.token), .token("forged"), .token(send.token.uppercased()), .message(id),
      .message(other), .message(MessageID(value: 9)),
    ]
    let sends = try store.load(Touch(sends: keys)).contents.sends
    store.abandon()
    #expect(sends == [.token(send.token): send, .message(id): send])
  }

  @Test(
    "R4: two that begin one mailing race, and the later is decided again",
    arguments: TestDatabase.Kind.allCases)
  func race(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    _ = try one.load()
    _ = try two.load()
    try one.write(fixtures.batch(Self.begun(Self.mailing())))
    #expect(throws: StoreError.conflict(constraint: "mailing_id_unique")) {
      try two.write(fixtures.batch(Self.begun(Self.mailing())))
    }
  }

  @Test("L2: whoever goes on with a mailing has its texts as the last purge left them")
  func textsSince() throws {
    let schema = try TestDatabase(.postgres)
    var fixtures = Fixtures()
    let store = schema.store()
    let asa = fixtures.profile("asa@x.se")
    let mailing = Mailing(
      id: "m", audience: Audience(isEverybody: true),
      text: MailText(subject: "Hej", text: "Ask asa@x.se", html: nil))
    func write(_ change: Change) throws {
      _ = try store.load()
      try store.write(fixtures.batch(change))
    }
    try write(.created(asa))
    try write(Self.begun(mailing))
    let person = MergedProfiles(
      head: asa.id, members: [asa.id], addresses: asa.addresses.map(\.address))
    try write(.erasure(person, .purged(decision: nil)))
    let standing = try store.load(Touch(mailings: ["m"])).contents.mailings["m"]
    store.abandon()
    #expect(standing?.text == MailText(subject: "Hej", text: "Ask ", html: nil))
    #expect(try store.mailing("m")?.textSize == 7)
  }

  @Test(
    "R1: an audience is read page by page, each profile once, with its exceptions",
    arguments: TestDatabase.Kind.allCases)
  func audiences(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    var people: [Profile] = []
    for place in 0..<6 { people.append(fixtures.profile("p\(place)@x.se")) }
    for person in people {
      _ = try store.load()
      try store.write(fixtures.batch(.created(person)))
    }
    try Self.gather(people, in: store, &fixtures)
    let ids = people.map(\.id)
    func page(_ id: MailingID, _ audience: Audience, _ exceptions: Audience = Audience()) throws
      -> [String]
    {
      _ = try store.load()
      try store.write(
        fixtures.batch(Self.begun(Self.mailing(id, audience: audience, exceptions: exceptions))))
      var members: [AudienceMember] = []
      while true {
        let slice = try store.audience(of: id, after: members.last?.profile, limit: 2)
        members += slice
        if slice.count < 2 { break }
      }
      return members.map { member in
        "\(ids.firstIndex(of: member.profile) ?? -1)\(member.isExcepted ? "-" : "")"
      }
    }
    // The first is one with the second, and is read since that may have happened meanwhile.
    #expect(try page("all", Audience(isEverybody: true)) == ["0", "1", "2", "3", "4", "5"])
    #expect(
      try page("some", Audience(profiles: [ids[0], ids[3], ProfileID(value: 99)])) == ["0", "3"])
    #expect(try page("event", Audience(events: ["e1", "e2"])) == ["1"])
    #expect(
      try page("union", Audience(profiles: [ids[1], ids[5]], events: ["e1"], kinds: [.donation]))
        == ["1", "2", "5"])
    #expect(
      try page(
        "except", Audience(isEverybody: true),
        Audience(profiles: [ids[0], ids[4]], kinds: [.donation]))
        == ["0-", "1-", "2-", "3", "4-", "5"])
    #expect(
      try page("nobody", Audience(profiles: [ids[3]]), Audience(isEverybody: true)) == ["3-"])
    #expect(try page("none", Audience(events: ["e9"])) == [])
  }

  /// Makes the first of them one with the second, who registers twice; the third donates.
  private static func gather(
    _ people: [Profile], in store: TestStore, _ fixtures: inout Fixtures
  ) throws {
    let merge = Merge(
      removed: people[0].id, kept: people[1].id, at: fixtures.now, stateBefore: .active,
      addresses: [], keptUses: [:], filled: Details(), optOuts: [])
    _ = try store.load(
      Touch(profiles: [people[0].id: .exclusive, people[1].id: .exclusive]))
    try store.write(fixtures.batch(.merge(merge, .merged)))
    for (number, kind) in [(1, .event), (1, .event), (2, .donation)]
      as [(Int, Registration.Kind)]
    {
      let registration = Registration(
        kind: kind, first: address("p\(number)@x.se"), eventID: kind == .event ? "e1" : nil,
        content: Array("{}".utf8))
      _ = try store.load()
      try store.write(
        fixtures.batch(
          .registration(
            fixtures.id(),
            .recorded(
              registration, on: people[number].id,
              by: Match(rule: .address, key: registration.first.key)))))
    }
  }

  @Test(
    "R3: the hand-over of a mailing whose moment has come is begun once",
    arguments: TestDatabase.Kind.allCases)
  func due(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store(queue: "mailings")
    for (id, moment) in [("early", 1), ("late", 4_000_000_000_000_000)] as [(String, Int64)] {
      let mailing = Self.mailing(id, notBefore: Timestamp(microseconds: moment))
      _ = try store.load()
      try store.write(fixtures.batch(Self.begun(mailing)))
    }
    if case .memory(let memory) = database { memory.advance(by: .seconds(60)) }
    let outgoing = fixtures.outgoing("e1")
    #expect(try store.beginDueMailing(as: fixtures.id()) { _ in outgoing } == nil, "not prepared")
    for id in ["early", "late"] {
      _ = try store.load()
      try store.write(
        fixtures.batch(
          .mailing(
            id,
            .prepared(
              [], MailingProgress(state: .prepared, last: nil, counts: MailingCounts())))))
    }
    var begun: [MailingID] = []
    let row = try store.beginDueMailing(as: fixtures.id()) { id in
      begun.append(id)
      return outgoing
    }
    #expect(begun == ["early"] && row?.messages == [outgoing])
    #expect(try store.beginDueMailing(as: fixtures.id()) { _ in outgoing } == nil)
    #expect(try store.backlog().messages == 1)
    #expect(try database.contents.mailings["early"]?.state == .handingOver)
    #expect(try database.contents.mailings["late"]?.state == .prepared)
  }

  @Test(
    "L1, L2: a death takes the address out of what became of somebody in a mailing, a purge all of it",
    arguments: TestDatabase.Kind.allCases)
  func erased(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let person = fixtures.profile("asa@x.se")
    let other = fixtures.profile("bo@x.se")
    _ = try store.load()
    try store.write(fixtures.batch(.created(person), .created(other)))
    let key = person.addresses[0].key
    for id in ["done", "open"] {
      let recipients = [person, other].map {
        PreparedRecipient(profile: $0.id, messageID: fixtures.id())
      }
      _ = try store.load()
      try store.write(
        fixtures.batch(
          Self.begun(Self.mailing(id)),
          .mailing(
            id,
            .prepared(
              recipients,
              MailingProgress(state: .handingOver, last: nil, counts: MailingCounts())))))
    }
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .mailing(
          "done",
          .handedOver(
            [
              DecidedRecipient(profile: person.id, handedOverFor: key),
              DecidedRecipient(profile: other.id, handedOverFor: other.addresses[0].key),
            ],
            MailingProgress(state: .completed, last: nil, counts: MailingCounts(handedOver: 2))))))
    let merged = MergedProfiles(
      head: person.id, members: [person.id], addresses: person.addresses.map(\.address))
    let touch = Touch(profiles: [person.id: .exclusive])
    _ = try store.load(touch)
    try store.write(fixtures.batch(.erasure(merged, .deceased)))
    let dead = try database.contents.mailed
    #expect(dead["done"]?[person.id]?.address == nil)
    #expect(
      dead["done"]?[person.id]?.token != nil && dead["done"]?[person.id]?.status == .handedOver)
    #expect(dead["done"]?[other.id]?.address == other.addresses[0].key)
    _ = try store.load(touch)
    try store.write(fixtures.batch(.erasure(merged, .purged(decision: nil))))
    let purged = try database.contents
    #expect(purged.mailed["done"]?[person.id] == nil)
    #expect(purged.mailed["open"]?[person.id]?.token == nil)
    #expect(purged.mailed["open"]?[person.id]?.status == .waiting)
    #expect(purged.mailed["open"]?[other.id]?.token != nil)
    #expect(purged.mailings["done"]?.counts.handedOver == 2, "counts stay")
  }

  @Test("R4: tokens are drawn anew for each recipient, 128 bits of them")
  func tokens() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(
      """
      INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status)
        SELECT 'm', gen_random_uuid(), gen_random_uuid(), 'waiting' FROM generate_series(1, 2000);
      """)
    let tokens = try schema.run(ReadTokens())
    #expect(Set(tokens).count == 2000 && tokens.allSatisfy { $0.count == 16 })
    // Each bit is set in about half of them: 1000, give or take six deviations.
    for bit in 0..<128 {
      let count = tokens.count { $0[bit / 8] >> (bit % 8) & 1 == 1 }
      #expect(866...1134 ~= count, "bit \(bit): \(count)")
    }
  }
}

private struct ReadTokens: Statement {
  static let sql = "SELECT r.token FROM mailing_recipient AS r"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> [UInt8] {
    try row.bytes(0)
  }
}
