import BookSamples
import Domain
import TestSupport
import Testing

@Suite struct BookPropertyTests {
  /// In each half, which run side by side.
  #if DEBUG
    static let sequences = 1_500
  #else
    static let sequences = 50_000
  #endif
  static let steps = 20

  @Test(
    "U1, S1, S2, L2, L5, L6: random sequences of all verbs keep the rules; their log gives the book",
    arguments: 0..<2)
  func sequences(half: Int) throws {
    let seed = 0xb0_0c + UInt64(half * Self.sequences)
    print("address book: seed \(seed), \(Self.sequences) sequences of \(Self.steps) messages")
    let words = try RandomBook.words()
    var tally = Tally()
    for sequence in 0..<Self.sequences {
      var random = SeededGenerator(seed: seed &+ UInt64(sequence))
      var world = RandomBook(words, by: &random)
      for step in 0..<Self.steps {
        if step % 4 == 3 { try world.reopen() }
        let message = world.message(by: &random)
        _ = try world.play(message, cause: world.cause(by: &random), tally: &tally)
      }
      try world.reopen()
      try hold(world.model.rest.made.count == world.words.suggestions.count, "E4")
    }
    // Each kind of outcome, refusal, change and command was met, else the sequences prove little.
    #expect(tally.applied > Self.sequences && tally.already > Self.sequences / 2)
    for kind in Refusal.Kind.allCases where !Self.elsewhere.contains(kind) {
      #expect(tally.refusals[kind, default: 0] > Self.sequences / 300, "\(kind)")
    }
    for kind in ChangeKind.ofMessages {
      // Two merges into one profile, and the end of the first while the second lasts, are seldom drawn, and so
      // is a registration or a note on one who is merged and parted again, and a purge of somebody who is purged.
      let rare: [ChangeKind: Int] = [
        .mergeAmended: 6_000, .noteReturned: 1_000, .registrationReturned: 200, .searchedAgain: 200,
      ]
      let share = rare[kind] ?? 100
      #expect(tally.changes[kind, default: 0] > Self.sequences / share, "\(kind)")
    }
    for kind in CommandKind.allCases {
      #expect(tally.commands[kind, default: 0] > Self.sequences / 100, "\(kind)")
    }
  }

  /// Kinds of refusals before the book is asked, where a message is read.
  static let elsewhere: Set<Refusal.Kind> = [
    .unknownUse, .badAddress, .unknownOutcome, .unknownStorm, .importExists,
    .unknownOption, .badFile, .badColumns, .unknownImport, .dryRun, .tooLate, .mailingExists,
    .unknownMailing, .mailingCompleted, .neverSent, .unknownAudience, .unknownField, .badTemplate,
    .invalidSubject, .textTooLarge,
  ]
}
