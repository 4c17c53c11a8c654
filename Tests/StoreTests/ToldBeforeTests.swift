import BookSamples
import Domain
import Store
import TestSupport
import Testing

/// What a batch tells of a person whom a later message of it purges.
@Suite("Store: a purge and what its batch tells")
struct ToldBeforeTests {
  @Test(
    "L2: no message that comes before a purge in its batch tells the person, and all others are told",
    arguments: 1...20 as ClosedRange<UInt64>)
  func told(seed: UInt64) throws {
    var telling = try Telling(seed: seed)
    var batch = BatchDecision(outboxID: telling.fixtures.id())
    let expected = try telling.fill(&batch)
    _ = try telling.store.load()
    let outgoing = try telling.store.write(batch)
    #expect(outgoing.map(\.messageID) == expected, "seed \(seed)")
    let rows = try telling.store.sweep()
    #expect(rows.flatMap(\.messages) == outgoing, "seed \(seed)")
  }
}

/// Two people who are purged: one whose address is known, and one of whom a death has left a keyed hash.
private struct Telling {
  private let database: TestDatabase
  let store: TestStore
  var fixtures = Fixtures()
  private var random: SeededGenerator
  private var mailboxes: [RandomMailbox] = []
  private var persons: [MergedProfiles] = []

  init(seed: UInt64) throws {
    database = try TestDatabase(.postgres)
    store = database.store()
    random = SeededGenerator(seed: seed)
    while mailboxes.count < 2 {
      let mailbox = try RandomMailbox(by: &random)
      if mailbox.address.key != mailboxes.first?.address.key { mailboxes.append(mailbox) }
    }
    for mailbox in mailboxes {
      let profile = Profile(id: fixtures.id(), addresses: [Address(mailbox.address)])
      persons.append(
        MergedProfiles(head: profile.id, members: [profile.id], addresses: [mailbox.address]))
      try write(.created(profile))
    }
    try write(.erasure(persons[1], .deceased))
    persons[1] = MergedProfiles(head: persons[1].head, members: persons[1].members, addresses: [])
  }

  private mutating func write(_ change: Change) throws {
    _ = try store.load()
    _ = try store.write(fixtures.batch(change))
  }

  /// Fills a batch with both purges among messages that tell one of them, or somebody else; returns the ids of
  /// what is to be told.
  mutating func fill(_ batch: inout BatchDecision) throws -> [String] {
    let purges = [random.pick(8), random.pick(8)]
    var told: [(id: String, of: Int?, place: Int)] = []
    for place in 0..<8 {
      for person in purges.indices where purges[person] == place {
        let event = outgoing(Array("\"\(persons[person].head)\"".utf8))
        add(.erasure(persons[person], .purged(decision: nil)), telling: event, to: &batch)
        told.append((event.messageID, nil, place))
      }
      let person = random.isOne(of: 3) ? nil : random.pick(2)
      let event = outgoing(text(naming: person))
      add(nil, telling: event, to: &batch)
      told.append((event.messageID, person, place))
    }
    return told.filter { event in event.of.map { purges[$0] <= event.place } ?? true }.map(\.id)
  }

  private mutating func add(
    _ change: Change?, telling event: OutgoingMessage, to batch: inout BatchDecision
  ) {
    let changes = change.map { [LoggedChange($0, sequence: 2, isProtected: false)] } ?? []
    batch.messages.append(
      DecidedMessage(
        cause: Cause(
          message: MessageReference(source: "urn:test", id: "told\(batch.messages.count)"),
          at: fixtures.now),
        type: "profile.update", queue: "lifecycle", bodyHash: [UInt8](repeating: 7, count: 32),
        disposition: .applied, changes: changes, toldBefore: batch.outgoing.count))
    batch.outgoing.append(event)
  }

  private mutating func outgoing(_ body: [UInt8]) -> OutgoingMessage {
    OutgoingMessage(
      exchange: "brevduva.events", routingKey: "profile.updated",
      messageID: (fixtures.id() as EventID).description,
      contentType: "application/cloudevents+json", body: body)
  }

  /// A text that names one of them by mailbox or id, in whatever packing, beside one who looks alike.
  private mutating func text(naming person: Int?) -> [UInt8] {
    var text = "<\(random.pick(mailboxes[person ?? 0].lookAlikes()))>"
    if let person {
      text +=
        random.isOne(of: 4)
        ? " \(persons[person].head)" : " <\(mailboxes[person].spelling(by: &random))>"
    }
    return Packer.chain(upTo: 2, by: &random).reduce(Array(text.utf8)) { $1.pack($0) }
  }
}
