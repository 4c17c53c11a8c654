import BookSamples
import Domain
import Store
import TestSupport
import Testing

/// What waits to be published when somebody is purged of whom it tells.
@Suite("Store: a purge and what waits to be published")
struct PurgedOutboxTests {
  private static let anna = ProfileID(value: 0xA1)
  private static let bo = ProfileID(value: 0xB0)

  /// A message with what is to be left of its body; `nil` for nothing.
  private struct Waiting {
    let exchange: String
    let body: String
    let left: String?

    init(_ exchange: String, _ body: String, left: String?) {
      (self.exchange, self.body, self.left) = ("brevduva.\(exchange)", body, left)
    }

    /// It stays as it is.
    init(_ exchange: String, _ body: String) {
      self.init(exchange, body, left: body)
    }
  }

  private static func mail(
    to profile: ProfileID, _ address: String, _ text: String, mailing: String = "m1"
  ) -> String {
    #"{"id":"1","data":{"body":{"text":"\#(text)"},"mailingId":"\#(mailing)","#
      + #""profileId":"\#(profile)","to":"\#(address)"}}"#
  }

  private static func chain(_ type: String, _ data: String) -> String {
    #"{"type":"\#(type)","actor":"Anna@X.se","data":{\#(data)}}"#
  }

  private static let waiting = [
    Waiting("events", #"{"data":{"email":"anna@x.se"}}"#, left: nil),
    Waiting("events", #"{"subject":"\#(anna)","data":{}}"#, left: nil),
    Waiting("events", #"{"data":{"email":"bo@x.se"}}"#),
    Waiting("mail", mail(to: anna, "anna@x.se", "Hej!"), left: nil),
    Waiting("mail", mail(to: anna, "another@x.se", "Hej!"), left: nil),
    Waiting("mail", mail(to: bo, "ANNA@x.se", "Hej!"), left: nil),
    Waiting("mail", mail(to: bo, "bo@x.se", "Hej!")),
    Waiting(
      "mail", mail(to: bo, "bo@x.se", #"\"Ask\" <anna@x.se>,\n bo@x.se"#),
      left: mail(to: bo, "bo@x.se", #"\"Ask\" <>,\n bo@x.se"#)),
    Waiting(
      "mail", mail(to: bo, "bo@x.se", "Hej!", mailing: "anna@x.se 7"),
      left: mail(to: bo, "bo@x.se", "Hej!", mailing: " 7")),
    Waiting("in", chain("mailing.handOverChunk", #""after":"\#(anna)","mailingId":"m1""#)),
    Waiting("in", chain("import.undoChunk", #""after":"\#(anna)","importId":"i1""#)),
    Waiting("in", chain("bounce.storm", #""decision":"release","stormId":"\#(bo)""#)),
    Waiting(
      "in", chain("mailing.prepareChunk", #""after":"\#(bo)","mailingId":"anna@x.se 7""#), left: nil
    ),
    Waiting("in", chain("profile.deceased", #""profileId":"\#(anna)""#), left: nil),
    Waiting("in", chain("profile.deceased", #""profileId":"\#(bo)""#)),
  ]

  private static func message(
    _ id: String, _ change: Change?, in batch: BatchDecision
  ) -> DecidedMessage {
    DecidedMessage(
      cause: Cause(message: MessageReference(source: "urn:test", id: id), at: Fixtures().now),
      type: "t", queue: "lifecycle", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: .applied,
      changes: change.map { [LoggedChange($0, sequence: 2, isProtected: false)] } ?? [],
      toldBefore: batch.outgoing.count)
  }

  @Test(
    "L2, R4: a purge takes its person out of events and of others' mail; chains go on",
    arguments: [false, true], [false, true])
  func left(isInOneBatch: Bool, hasDied: Bool) throws {
    let database = try TestDatabase(.postgres)
    let store = database.store()
    var fixtures = Fixtures()
    let address = try EmailAddress("anna@x.se")
    var person = MergedProfiles(head: Self.anna, members: [Self.anna], addresses: [address])
    func write(_ batch: BatchDecision) throws {
      _ = try store.load()
      try store.write(batch)
    }
    let profile = Profile(id: Self.anna, addresses: [Address(address)])
    try write(fixtures.batch(.profile(Self.anna, .created(profile))))
    if hasDied {
      // Only a keyed hash is left of the address: the person is erased by the longer way.
      try write(fixtures.batch(.erasure(person, .deceased)))
      person = MergedProfiles(head: person.head, members: person.members, addresses: [])
    }
    var batch = BatchDecision(outboxID: fixtures.id())
    batch.outgoing = Self.waiting.enumerated().map { place, message in
      OutgoingMessage(
        exchange: message.exchange, routingKey: "k", messageID: "\(place)",
        contentType: "application/json", body: Array(message.body.utf8))
    }
    let purge = Change.erasure(person, .purged(decision: nil))
    if isInOneBatch {
      batch.messages = [Self.message("purge", purge, in: batch)]
      try write(batch)
    } else {
      batch.messages = [Self.message("first", nil, in: batch)]
      try write(batch)
      var second = BatchDecision(outboxID: fixtures.id())
      second.messages = [Self.message("purge", purge, in: second)]
      try write(second)
    }
    let rows = try store.sweep()
    let left = rows.flatMap(\.messages).map {
      [$0.messageID, String(decoding: $0.body, as: UTF8.self)]
    }
    let expected = Self.waiting.enumerated().compactMap { place, message in
      message.left.map { ["\(place)", $0] }
    }
    #expect(left == expected)
  }
}
