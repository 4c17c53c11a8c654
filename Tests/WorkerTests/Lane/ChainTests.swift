import Contract
import Formats
import Messaging
import Store
import TestSupport
import Testing
import Threading

@testable import Domain
@testable import Worker

/// One step of a throw-away chain: it says how many there were before it.
private struct Step: IncomingMessage {
  let number: Int64

  static func read(_ envelope: Envelope) throws(Fault) -> Step {
    let number = JSONText(envelope.data).root?["number"]?.number.flatMap { Int64($0) }
    return Step(number: number ?? 0)
  }
}

/// A throw-away service: each step sends a mail and the next step, until there were five.
private struct Chain: Handler, MessageDecider {
  var rules: Chain { self }

  func touch(_ message: Step) -> Touch { Touch() }

  func decide(_ message: Step, in book: inout AddressBook, cause: Cause) -> Outcome {
    let number = MessageValue.number(message.number)
    book.append(.message(book.mint(cause), .mailed(data: ["number": number])))
    if message.number < 4 {
      let next = MessageChange.continued(
        type: "import.file", data: ["number": .number(message.number + 1)])
      book.append(.message(book.mint(cause), next))
    }
    return .applied
  }
}

/// A throw-away service that begins mailings whose moment has come, or leaves them to others.
private struct Starter: Handler {
  let begins: Bool
  let rules = Chain()

  func beginDue(in book: inout some DueWork & ~Copyable) throws(ReadFailure) {
    if begins { try book.beginDueMailing() }
  }
}

@Suite("A chain of messages, with broker and database in memory")
struct ChainTests {
  @Test(
    "E1: each message of a chain leads to the next one once, and sends its mail, whatever is lost",
    arguments: [(1, 0)] + (2...40).map { ($0, 9) } as [(UInt64, UInt64)])
  func chain(seed: UInt64, faults: UInt64) throws {
    let database = MemoryDatabase()
    var begin = Delivery("begin", "import.file")
    begin.properties.headers = [Header("actor", .string("steward"))]
    let wire = InMemoryWire(
      [begin], database: database, stop: ShutdownSignal(), seed: seed, faults: faults)
    wire.settle(.test(Chain(), on: .imports), seed: seed)
    let arrived = wire.arrived
    let sent = Dictionary(grouping: arrived) { "\($0.exchange) \($0.routingKey)" }
      .mapValues { Set($0.map(\.messageID)).count }
    #expect(sent == ["brevduva.mail deliver": 5, "brevduva.in import.file": 4])
    // What comes twice is the same: its receiver knows it by its id.
    #expect(Set(arrived).count == 9)
    #expect(database.contents.inbox.count == 5)
    #expect(database.contents.inbox.values.allSatisfy { $0 == .applied })
    for message in arrived where message.exchange == "brevduva.in" {
      #expect(try JSONValue(message.body)["actor"]?.string == "steward")
    }
  }

  /// A database with a mailing whose moment has come.
  private static func prepared() throws -> MemoryDatabase {
    let database = MemoryDatabase()
    var store = MemoryStore(database)
    var waiter = PollWaiter()
    let mailing = Mailing(
      id: "m", audience: Audience(), text: MailText(subject: "", text: nil, html: nil))
    let progress = MailingProgress(state: .prepared, last: nil, counts: MailingCounts())
    let changes: [MailingChange] = [.begun(mailing, hash: []), .prepared([], progress)]
    _ = try store.load(Touch(), messages: [], waiting: &waiter)
    try store.write(
      BatchDecision(messages: [
        DecidedMessage(
          cause: Cause(
            message: MessageReference(source: "urn:test", id: "made"),
            at: Timestamp(microseconds: 0)),
          type: "t", queue: "q", bodyHash: [], disposition: .applied,
          changes: changes.map {
            LoggedChange(.mailing("m", $0), sequence: 1, isProtected: false)
          })
      ]), waiting: &waiter)
    return database
  }

  @Test(
    "R3: work whose moment has come is begun by the service that says so, and once",
    arguments: [(true, 1, 0), (false, 1, 0), (true, 2, 9), (true, 3, 9), (true, 4, 9)]
      as [(Bool, UInt64, UInt64)])
  func due(begins: Bool, seed: UInt64, faults: UInt64) throws {
    let database = try Self.prepared()
    let wire = InMemoryWire(
      [Delivery("last", "import.file", #"{"number":4}"#)], database: database,
      stop: ShutdownSignal(), seed: seed, faults: faults)
    wire.settle(.test(Starter(begins: begins), on: .imports), seed: seed)
    let sent = wire.arrived.filter { $0.routingKey == MailingRules.handOverType }.map(\.messageID)
    #expect(Set(sent).count == (begins ? 1 : 0))
    #expect(database.contents.mailings["m"]?.state == (begins ? .handingOver : .prepared))
  }
}
