import BookSamples
import Domain
import TestSupport
import Testing

/// Touches of messages: the part of the book that must be loaded for them.
@Suite struct TouchTests {
  #if DEBUG
    static let sequences = 200
  #else
    static let sequences = 4_000
  #endif

  /// Touches that ask for one thing each.
  static let parts: [Touch] =
    [Touch.Access.beside, .changing, .exclusive].flatMap { access in
      [
        Touch(keys: [AddressKey(stored: "a@x.se"): access]), Touch(profiles: [.åsa: access]),
        Touch(suggestions: [SuggestionID(value: 1): access]),
      ]
    } + [
      Touch(), Touch(externalIDs: [ExternalID(system: "ladok", value: "1")]),
      Touch(registrations: [RegistrationID(value: 1)]), Touch(merges: [.bo]),
      Touch(counters: [CounterKey(.domain("x.se"), code: "failed")]),
      Touch(erased: [.profile(.åsa)]), Touch(erased: [.profile(.bo)]),
      Touch(erased: [.holder(AddressKey(stored: "a@x.se"))]),
    ]

  @Test("L7: a union of touches is held as firmly as its firmest part, and asks for all of each")
  func unions() {
    for first in Self.parts {
      for second in Self.parts {
        for third in Self.parts {
          var union = first
          union.formUnion(second)
          union.formUnion(third)
          #expect(union.strength == max(first.strength, second.strength, third.strength))
          for part in [first, second, third] {
            var again = union
            again.formUnion(part)
            #expect(again == union)
          }
        }
      }
    }
  }

  @Test(
    "L7: of random messages a touch names all but what is found on the way, and no load is decided otherwise"
  )
  func covered() throws {
    let seed: UInt64 = 0x70_0c
    print("touches: seed \(seed), \(Self.sequences) sequences")
    let words = try RandomBook.words()
    var tally = Tally()
    var asked: Set<CommandKind> = []
    var (touched, made): (Set<CommandKind>, Set<CommandKind>) = ([], [])
    for sequence in 0..<Self.sequences {
      var random = SeededGenerator(seed: seed &+ UInt64(sequence))
      var world = RandomBook(words, by: &random)
      for _ in 0..<20 {
        try world.reopen()
        let (message, cause) = (world.message(by: &random), world.cause(by: &random))
        let before = world
        let outcome = try world.play(message, cause: cause, tally: &tally)
        let decision = Decision(outcome: outcome, log: world.book.log)
        let touch = Self.rules.touch(message)
        for start in [Touch(), touch] {
          let decided = try before.decide(message, cause: cause, loading: start)
          try hold(decided == decision, "as on the whole book: \(message)")
        }
        let isExclusive = decision.log.contains { $0.change.isExclusive }
        try hold(touch.isExclusive || !isExclusive, "what is exclusive is touched so: \(message)")
        guard let kind = message.kind else { continue }
        asked.insert(kind)
        if touch.isExclusive { touched.insert(kind) }
        if isExclusive { made.insert(kind) }
      }
    }
    #expect(asked == Set(CommandKind.allCases))
    #expect(touched == made, "who touches exclusively makes exclusive changes")
  }

  static let rules = BookRules()
}

/// Outcome of a message, with its changes.
struct Decision: Equatable {
  let outcome: Outcome
  let log: [LoggedChange]
}

extension BookMessage {
  fileprivate var kind: CommandKind? {
    switch self {
    case .command(let message):
      if case .command(let command) = message.content { CommandKind(command) } else { nil }
    case .registration, .note: nil
    }
  }
}

extension RandomBook {
  /// Decides a message on what a store would load for a touch, and again with what turns out missing:
  /// that must be in the message's own touch, or have been found on the way.
  fileprivate func decide(
    _ message: BookMessage, cause: Cause, loading start: Touch
  ) throws -> Decision {
    let touch = TouchTests.rules.touch(message)
    var held = start
    for _ in 0..<8 {
      let loaded = model.contents.loaded(for: held)
      var book = AddressBook(loaded, held: held, ids: book.ids)
      let outcome = TouchTests.rules.decide(message, in: &book, cause: cause)
      if book.missing.isEmpty { return Decision(outcome: outcome, log: book.log) }
      try hold(touch.names(book.missing, orFoundIn: loaded), "\(book.missing) for \(message)")
      held.formUnion(book.missing)
    }
    throw Broken(rule: "more and more is missing for \(message)")
  }
}

extension Touch {
  /// Returns whether each part of what is missing stands in this one, or was found by what was
  /// loaded.
  fileprivate func names(_ missing: Touch, orFoundIn loaded: BookContents) -> Bool {
    let (profiles, keys) = (loaded.mentionedProfiles, loaded.mentionedKeys)
    return missing.profiles.allSatisfy { id, access in
      self.profiles[id].map { $0 >= access } ?? false || profiles.contains(id)
    }
      && missing.keys.allSatisfy { key, access in
        self.keys[key].map { $0 >= access } ?? false || keys.contains(key)
      }
      && missing.suggestions.allSatisfy { id, access in
        suggestions[id].map { $0 >= access } ?? false
      }
      && missing.externalIDs.isSubset(of: externalIDs) && missing.merges.isSubset(of: merges)
      && missing.counters.isSubset(of: counters) && missing.mails.isSubset(of: mails)
      && missing.sends.isSubset(of: sends)
      && missing.erased.allSatisfy { person in
        if case .profile(let id) = person, profiles.contains(id) { return true }
        return erased.contains(person)
      }
      && missing.mail.allSatisfy { mail.contains($0) || keys.contains($0) }
      && missing.notes.allSatisfy { id in
        notes.contains(id)
          || loaded.suggestions.values.contains { $0.suggestion.evidence == id.description }
      }
      && missing.registrations.allSatisfy { id in
        registrations.contains(id)
          || loaded.suggestions.values.contains { $0.suggestion.registration == id }
      }
  }
}
