import BookSamples
import Domain
import TestSupport

/// A book on which random messages are played, with what its log gives by itself, and the words that the
/// messages are made of.
struct RandomBook {
  private(set) var book: AddressBook
  private(set) var model: ReplayModel
  private(set) var words: Vocabulary
  private let rules = BookRules()
  private var steps: Int64 = 0

  /// Words for the profiles of every book, and for one that there is not.
  static func words() throws -> Vocabulary {
    try Vocabulary(
      profiles: [1, 2, 3, 4, 5, 6, 99].map { ProfileID(value: $0) },
      tokens: ["70ce40", "70ce41"])
  }

  /// A few profiles, one of each sort.
  init(_ words: Vocabulary, by random: inout SeededGenerator) {
    self.words = words
    let (d, e, f) = (words.addresses[4], words.addresses[5], words.addresses[7])
    let beginnings = [
      Profile(
        id: ProfileID(value: 1), name: Name(given: "Åsa", family: "Öberg"),
        externalIDs: ["ladok": "1"], addresses: [Address(d, uses: [.primary])]),
      Profile(
        id: ProfileID(value: 2), state: .removed,
        addresses: [Address(e, uses: [.primary, .work]), Address(f)]),
      Profile(id: ProfileID(value: 3), state: .deceased, name: Name(given: "Bo")),
      Profile(id: ProfileID(value: 4), state: .removed, mergedInto: ProfileID(value: 1)),
      Profile(id: ProfileID(value: 5), isProtected: true),
      Profile(id: ProfileID(value: 6), phone: "018-6", optedOut: ["news"]),
    ]
    let sends = Dictionary(
      zip(words.tokens, [1, 6] as [UInt128]).map { token, id in
        let send = Send(
          token: token, profile: ProfileID(value: id), recipient: d.key, mailing: "m",
          topic: "news",
          handedOverAt: Cause.test.at)
        return (SendKey.token(token), send)
      }, uniquingKeysWith: { first, _ in first })
    model = ReplayModel(beginnings, sends: sends)
    book = AddressBook(model.contents, ids: IDSource(seed: random.next()))
  }

  /// Draws a message for the book, as it stands.
  func message(by random: inout SeededGenerator) -> BookMessage {
    words.message(in: book, by: &random)
  }

  /// The cause of the next message: ten days pass with each, and half of them say when they were written.
  func cause(by random: inout SeededGenerator) -> Cause {
    let day: Int64 = 86_400
    let seconds = steps * 10 * day
    let sent = Cause.test.at.later(by: seconds - Int64(random.pick(61)) * day)
    return .test(after: seconds, sent: random.isOne(of: 2) ? nil : sent)
  }

  /// Plays a message, and checks the rules afterwards.
  mutating func play(
    _ message: BookMessage, cause: Cause, tally: inout Tally
  ) throws -> Outcome {
    let before = book
    let outcome = rules.decide(message, in: &book, cause: cause)
    try hold(book.missing.isEmpty, "nothing is missing")
    let new = book.log[before.log.count...]
    try hold(new.contains(where: \.change.isTold) == (outcome == .applied), "E1")
    try hold(outcome != .alreadyApplied || new.count <= 2, "E1: what was said is noted once")
    for logged in new {
      tally.count(logged.change)
      model.take(logged.change, at: cause.at)
      words.learn(logged.change)
    }
    tally.count(message, outcome)
    steps += 1
    try check(new: new, before: before)
    try check(outcome, before: before)
    return outcome
  }

  /// Closes the book and opens it again on what its log gives, which must be the same profiles and marks.
  mutating func reopen() throws {
    let contents = model.contents
    for id in words.profiles { try hold(model.profiles[id] == book.profile(id), "E2") }
    for address in words.addresses {
      try hold(contents.marks[address.key] == book.mark(on: address.key), "B6")
    }
    book = AddressBook(contents, ids: book.ids)
  }
}

/// Number of times that each outcome, each change and each command was met.
struct Tally {
  var applied = 0
  var already = 0
  var refusals: [Refusal.Kind: Int] = [:]
  var changes: [ChangeKind: Int] = [:]
  /// Those that were applied.
  var commands: [CommandKind: Int] = [:]

  mutating func count(_ change: Change) {
    changes[ChangeKind(change), default: 0] += 1
  }

  mutating func count(_ message: BookMessage, _ outcome: Outcome) {
    switch outcome {
    case .applied:
      applied += 1
      if case .command(let message) = message, case .command(let command) = message.content {
        commands[CommandKind(command), default: 0] += 1
      }
    case .alreadyApplied: already += 1
    case .refused(let refusal): refusals[refusal.kind, default: 0] += 1
    }
  }
}
