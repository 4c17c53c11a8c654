import BookSamples
import Domain
import Store
import TestSupport
import Testing

@Suite("Store: random histories")
struct RandomHistoryTests {
  @Test(
    "U1, S1, L1–L8: random batches of all messages leave memory and PostgreSQL alike, as the book has them",
    arguments: [1, 2, 3] as [UInt64])
  func alike(seed: UInt64) throws {
    let memory = try TestDatabase(.memory)
    let postgres = try TestDatabase(.postgres)
    var history = try RandomHistory(seed: seed)
    let (one, other) = (memory.store(), postgres.store())
    for _ in 0..<500 {
      let messages = history.messages(in: try memory.contents)
      var touch = messages.reduce(into: Touch()) { $0.formUnion(history.rules.touch($1.message)) }
      var batch: BatchDecision?
      while batch == nil {
        let loaded = try one.load(touch)
        try Self.compare(loaded, other.load(touch), "seed \(seed)")
        batch = history.decide(messages, on: loaded, held: &touch)
      }
      history.strengths.insert(touch.strength)
      for store in [one, other] { if let batch { try store.write(batch) } }
    }
    try Self.compare(memory.contents, postgres.contents)
    let kinds = ChangeKind.ofMessages.subtracting(MergeHistoryTests.kinds)
    #expect(history.changes.isSuperset(of: kinds), "seed \(seed)")
    #expect(
      history.commands == Set(CommandKind.allCases).subtracting(CommandKind.byToken), "seed \(seed)"
    )
    #expect(history.strengths == [.beside, .changing, .exclusive])
  }

  /// All but the tags of erased addresses, from which no key can be told; the loads have compared them.
  private static func compare(_ one: StoreContents, _ other: StoreContents) {
    #expect(other.profiles == one.profiles)
    #expect(other.past == one.past)
    #expect(other.registrations == one.registrations)
    #expect(other.notes == one.notes)
    #expect(other.suggestions == one.suggestions)
    #expect(other.marks == one.marks)
    #expect(other.merges == one.merges)
    #expect(other.origins == one.origins)
    #expect(other.purges == one.purges)
    var rest = one
    rest.erased = [:]
    #expect(other == rest)
  }

  private static func compare(_ one: Loaded, _ other: Loaded, _ comment: Comment) {
    #expect(other.profiles == one.profiles, comment)
    #expect(other.contents.marks == one.contents.marks, comment)
    #expect(other.contents.made == one.contents.made, comment)
    #expect(other.contents.merges == one.contents.merges, comment)
    #expect(other.contents.mergedRegistrations == one.contents.mergedRegistrations, comment)
    #expect(other.contents.notes == one.contents.notes, comment)
    #expect(other.contents.mails == one.contents.mails, comment)
    #expect(other.contents.mergedNotes == one.contents.mergedNotes, comment)
    #expect(other.contents.suggestions == one.contents.suggestions, comment)
    #expect(other.contents.externalHolders == one.contents.externalHolders, comment)
    #expect(
      other.contents.erasures.mapValues(\.kind) == one.contents.erasures.mapValues(\.kind), comment)
    #expect(
      other.contents.registrations.mapValues(\.profile)
        == one.contents.registrations.mapValues(\.profile), comment)
  }
}

/// A history of commands and registrations on few people with few addresses, so that they meet often.
struct RandomHistory {
  let rules = BookRules()
  /// Kinds of changes that were made.
  private(set) var changes: Set<ChangeKind> = []
  /// Kinds of commands that were applied.
  private(set) var commands: Set<CommandKind> = []
  /// Strengths with which batches were held.
  var strengths: Set<Touch.Access> = []
  private var random: SeededGenerator
  private var ids: IDSource
  private var fixtures = Fixtures()
  private var words: Vocabulary
  private var seconds: Int64 = 0

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    ids = IDSource(seed: seed)
    words = try Vocabulary(profiles: [ProfileID(value: 99)])
  }

  /// Draws the messages of a batch; one that is exclusive stands alone.
  mutating func messages(
    in contents: StoreContents
  ) -> [(message: BookMessage, cause: Cause)] {
    let known = BookContents(profiles: Array(contents.profiles.values), marks: contents.marks)
    let book = AddressBook(known, ids: ids)
    var messages: [(message: BookMessage, cause: Cause)] = []
    for _ in 0...random.pick(6) {
      let message = words.message(in: book, by: &random)
      seconds += 1
      let cause = Cause(
        message: MessageReference(source: "urn:test", id: "any"),
        at: Timestamp(microseconds: fixtures.now.microseconds + seconds * 1_000_000))
      if rules.touch(message).isExclusive {
        return messages.isEmpty ? [(message, cause)] : messages
      }
      messages.append((message, cause))
    }
    return messages
  }

  /// Decides as a lane does; `nil` if more must be loaded, which the touch then names.
  mutating func decide(
    _ messages: [(message: BookMessage, cause: Cause)], on loaded: Loaded, held touch: inout Touch
  ) -> BatchDecision? {
    var contents = loaded.contents
    contents.registrations = contents.registrations.mapValues {
      RecordedRegistration(profile: $0.profile)
    }
    var book = AddressBook(contents, held: touch, ids: ids)
    guard let decisions = BatchDecider(rules).decide(messages, in: &book) else {
      touch.formUnion(book.missing)
      return nil
    }
    ids = book.ids
    for (message, decision) in zip(messages, decisions) { follow(message.message, decision) }
    return BatchDecision(
      messages: zip(messages, decisions).map { message, decision in
        fixtures.message(changes: decision.changes, decision.outcome, at: message.cause.at)
      })
  }

  private mutating func follow(_ message: BookMessage, _ decision: MessageDecision) {
    for logged in decision.changes {
      changes.insert(ChangeKind(logged.change))
      words.learn(logged.change)
    }
    guard decision.outcome == .applied, case .command(let message) = message,
      case .command(let command) = message.content
    else { return }
    commands.insert(CommandKind(command))
  }
}
