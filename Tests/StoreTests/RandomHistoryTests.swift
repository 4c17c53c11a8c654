import BookSamples
import Domain
import Postgres
import Store
import TestSupport
import Testing

@Suite("Store: random histories")
struct RandomHistoryTests {
  @Test(
    "U1, S1, L1–L8: random batches of all messages leave memory and PostgreSQL alike, as the messages would one by one",
    arguments: [1, 2, 3] as [UInt64])
  func alike(seed: UInt64) throws {
    let databases = [try TestDatabase(.memory), try TestDatabase(.postgres)]
    let single = try TestDatabase(seed == 1 ? .postgres : .memory)
    var history = try RandomHistory(seed: seed)
    var oneByOne = history
    let (stores, singly) = (databases.map { $0.store() }, single.store())
    for _ in 0..<250 {
      var messages = history.messages(in: try databases[0].contents)[...]
      while !messages.isEmpty {
        let batch = try history.next(Array(messages)) { touch in
          let loaded = try stores.map { try $0.load(touch) }
          Self.compare(loaded[0], loaded[1], "seed \(seed)")
          return loaded[0]
        }
        for store in stores { try store.write(batch) }
        for (message, decided) in zip(messages, batch.messages) {
          let alone = try oneByOne.next([message]) { try singly.load($0) }
          #expect(alone.messages.first?.changes == decided.changes, "seed \(seed)")
          #expect(alone.messages.first?.disposition.code == decided.disposition.code)
          try singly.write(alone)
        }
        messages.removeFirst(batch.messages.count)
      }
    }
    try Self.compare(databases[0].contents, databases[1].contents)
    try Self.compare(single.contents, databases[0].contents)
    if case (.postgres(let one), .postgres(let other)) = (single, databases[1]) {
      #expect(try one.run(Receipts()) == other.run(Receipts()))
    } else {
      #expect(try single.contents.erased == databases[0].contents.erased)
    }
    let kinds = ChangeKind.ofMessages.subtracting(MergeHistoryTests.kinds)
    #expect(history.changes.isSuperset(of: kinds), "seed \(seed)")
    #expect(
      history.commands == Set(CommandKind.allCases).subtracting(CommandKind.byToken), "seed \(seed)"
    )
    #expect(history.strengths == [.beside, .changing, .exclusive])
    print("random history \(seed): \(history.joined) of what joins or ends in company")
    #expect(history.joined.values.reduce(0, +) > 30)
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
    var (rest, others) = (one, other)
    (rest.erased, others.erased) = ([:], [:])
    #expect(others == rest)
  }

  private static func compare(_ one: Loaded, _ other: Loaded, _ comment: Comment) {
    #expect(other.profiles == one.profiles, comment)
    #expect(other.contents.marks == one.contents.marks, comment)
    #expect(other.contents.made == one.contents.made, comment)
    #expect(other.contents.formerKeys == one.contents.formerKeys, comment)
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

/// The receipts of all purges, each with its counts.
private struct Receipts: Statement {
  static let sql = "SELECT concat(e.profile_id, e.counts) FROM erasure AS e ORDER BY 1"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
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
  private(set) var strengths: Set<Touch.Access> = []
  /// Number of commands of each kind that ended a profile or joined it with another, in a batch with others.
  private(set) var joined: [CommandKind: Int] = [:]
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

  /// Draws messages that come together.
  mutating func messages(
    in contents: StoreContents
  ) -> [(message: BookMessage, cause: Cause)] {
    let known = BookContents(profiles: Array(contents.profiles.values), marks: contents.marks)
    let book = AddressBook(known, ids: ids)
    return (0...random.pick(10)).map { _ in
      let message = words.message(in: book, by: &random)
      seconds += 1
      let cause = Cause(
        message: MessageReference(source: "urn:test", id: "any"),
        at: Timestamp(microseconds: fixtures.now.microseconds + seconds * 1_000_000))
      return (message, cause)
    }
  }

  /// Decides the first messages as a lane does: as many as may stand in one batch, by what was loaded for all.
  mutating func next(
    _ messages: [(message: BookMessage, cause: Cause)], loading load: (Touch) throws -> Loaded
  ) throws -> BatchDecision {
    let touches = messages.map { rules.touch($0.message) }
    var touch = touches.reduce(into: Touch()) { $0.formUnion($1) }
    while true {
      let loaded = try load(touch)
      let count = BatchCompany.parts(of: touches, in: loaded.contents)[0]
      let first = Array(messages.prefix(count))
      guard let batch = decide(first, on: loaded, held: &touch) else { continue }
      strengths.insert(touch.strength)
      for (message, decided) in zip(first, batch.messages)
      where count > 1 && decided.changes.contains(where: \.change.isExclusive) {
        guard case .command(let command) = message.message,
          case .command(let content) = command.content
        else { continue }
        joined[CommandKind(content), default: 0] += 1
      }
      return batch
    }
  }

  /// Decides as a lane does; `nil` if more must be loaded, which the touch then names.
  private mutating func decide(
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
