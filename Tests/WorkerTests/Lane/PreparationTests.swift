import Contract
import Domain
import Messaging
import Store
import TestSupport
import Testing
import Threading

@testable import Worker

/// A message that means the next profiles after one: which they are does not stand in it.
private struct Slice: IncomingMessage {
  static let size = 3

  let after: ProfileID?
  /// The profiles that are meant; `nil` as long as they were not read.
  var profiles: [ProfileID]?

  static func read(_ envelope: Envelope) throws(Fault) -> Slice {
    Slice(after: ProfileID(envelope.attributes.reference.id))
  }
}

/// A throw-away service: it hides the profiles of a slice.
private struct Hider: Handler, MessageDecider {
  var rules: Hider { self }

  func needsPreparation(_ message: Slice) -> Bool { message.profiles == nil }

  func prepare(
    _ message: Slice, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> Slice {
    var message = message
    message.profiles = try book.activeProfiles(after: message.after, limit: Slice.size)
    return message
  }

  func touch(_ message: Slice) -> Touch {
    let profiles = message.profiles ?? []
    return Touch(profiles: Dictionary(uniqueKeysWithValues: profiles.map { ($0, .changing) }))
  }

  func decide(_ message: Slice, in book: inout AddressBook, cause: Cause) -> Outcome {
    let outcomes = (message.profiles ?? []).map { book.remove($0, cause: cause) }
    return outcomes.contains(.applied) ? .applied : .alreadyApplied
  }
}

@Suite("A message that is prepared, with broker and database in memory")
struct PreparationTests {
  /// Ten active profiles.
  private static func database() throws -> MemoryDatabase {
    let database = MemoryDatabase()
    var store = MemoryStore(database)
    var waiter = PollWaiter()
    let cause = Cause(
      message: MessageReference(source: "urn:test", id: "made"), at: Timestamp(microseconds: 0))
    let changes = (1...10).map { number in
      LoggedChange(
        .created(Profile(id: ProfileID(value: UInt128(number)), createdAt: cause.at)),
        sequence: 1, isProtected: false)
    }
    _ = try store.load(Touch(), messages: [], waiting: &waiter)
    try store.write(
      BatchDecision(messages: [
        DecidedMessage(
          cause: cause, type: "t", queue: "q", bodyHash: [], disposition: .applied,
          changes: changes)
      ]), waiting: &waiter)
    return database
  }

  @Test(
    "E1: a message is prepared by what those before it wrote, and its touch is what it read",
    arguments: [(1, 0), (2, 7), (3, 7), (4, 7)] as [(UInt64, UInt64)])
  func prepared(seed: UInt64, faults: UInt64) throws {
    let database = try Self.database()
    // Each means the first active ones after profile 4: those that are left when its turn comes.
    let ids = ["first", ProfileID(value: 4).description, "last"]
    let wire = InMemoryWire(
      ids.map { Delivery($0, "import.file") }, database: database, stop: ShutdownSignal(),
      seed: seed, faults: faults)
    wire.settle(.test(Hider(), on: .imports), seed: seed)
    let contents = database.contents
    let removed = contents.profiles.values.filter { $0.state == .removed }.map(\.id.value).sorted()
    #expect(removed == Array(1...9))
    #expect(contents.inbox.count == 4 && contents.inbox.values.allSatisfy { $0 == .applied })
  }
}
