import Domain
import TestSupport
import Testing

@Suite struct BookPropertyTests {
  #if DEBUG
    static let sequences = 3_000
  #else
    static let sequences = 100_000
  #endif
  static let steps = 20

  @Test(
    "U1, S1, S2, L2, L5, L6: random sequences of all verbs keep the rules; their log gives the book"
  )
  func sequences() throws {
    let seed: UInt64 = 0xb0_0c
    print("address book: seed \(seed), \(Self.sequences) sequences of \(Self.steps) verbs")
    let world = try World()
    var tally = Tally()
    for sequence in 0..<Self.sequences {
      var random = SeededGenerator(seed: seed &+ UInt64(sequence))
      try world.play(steps: Self.steps, by: &random, tally: &tally)
    }
    // Each kind of outcome, refusal and change was met, else the sequences prove little.
    #expect(tally.applied > Self.sequences && tally.already > Self.sequences / 2)
    for kind in Refusal.Kind.allCases where !Self.elsewhere.contains(kind) {
      #expect(tally.refusals[kind, default: 0] > Self.sequences / 300, "\(kind)")
    }
    for (ordinal, count) in tally.changes.enumerated() {
      #expect(count > Self.sequences / 100, "change \(ordinal)")
    }
  }

  /// What is refused before the book is asked, where a message is read.
  static let elsewhere: Set<Refusal.Kind> = [.unknownToken, .unknownUse, .badAddress]
}

/// How often each outcome and each change was met.
struct Tally {
  var applied = 0
  var already = 0
  var refusals: [Refusal.Kind: Int] = [:]
  /// By ``Domain/Change/ordinal``.
  var changes = [Int](repeating: 0, count: Change.ordinals)

  mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .applied: applied += 1
    case .alreadyApplied: already += 1
    case .refused(let refusal): refusals[refusal.kind, default: 0] += 1
    }
  }

  mutating func count(_ change: Change) {
    changes[change.ordinal] += 1
  }
}

extension Change {
  /// How many kinds there are.
  static let ordinals = 23

  /// Numbers the kinds in their order.
  var ordinal: Int {
    switch self {
    case .profileCreated: 0
    case .profileUpdated: 1
    case .addressAdded: 2
    case .addressRemoved: 3
    case .addressMoved: 4
    case .usesChanged: 5
    case .marked: 6
    case .cleared: 7
    case .optedOut: 8
    case .optedIn: 9
    case .profileRemoved: 10
    case .profileRestored: 11
    case .profileDeceased: 12
    case .profileRevoked: 13
    case .profilePurged: 14
    case .profilesMerged: 15
    case .profilesUnmerged: 16
    case .registrationRecorded: 17
    case .registrationHeld: 18
    case .registrationMoved: 19
    case .suggestionMade: 20
    case .suggestionDecided: 21
    case .erasuresEnded: 22
    }
  }
}
