import Domain
import Store
import TestSupport
import Testing

@Suite("Store: random histories")
struct RandomHistoryTests {
  @Test(
    "U1, S1, L1–L8: random batches of all verbs leave memory and PostgreSQL alike, as the book has them",
    arguments: [1, 2, 3] as [UInt64])
  func alike(seed: UInt64) throws {
    let memory = try TestDatabase(.memory)
    let postgres = try TestDatabase(.postgres)
    var history = RandomHistory(seed: seed)
    for _ in 0..<120 {
      let touch = history.touch
      let known = try memory.store().load(touch)
      let same = try postgres.store().load(touch)
      #expect(same.profiles == known.profiles, "seed \(seed)")
      #expect(same.contents.marks == known.contents.marks, "seed \(seed)")
      #expect(same.contents.made == known.contents.made, "seed \(seed)")
      #expect(same.contents.merges == known.contents.merges, "seed \(seed)")
      #expect(same.contents.suggestions == known.contents.suggestions, "seed \(seed)")
      #expect(
        same.contents.erasures.mapValues(\.kind) == known.contents.erasures.mapValues(\.kind),
        "seed \(seed)")
      let batch = history.batch(on: known)
      for database in [memory, postgres] {
        let store = database.store()
        _ = try store.load(touch, messages: batch.messages.map(\.reference))
        try store.write(batch)
      }
    }
    var contents = try memory.contents
    // PostgreSQL keeps tags, from which no key can be told; the loads above have compared them.
    contents.erased = [:]
    #expect(try postgres.contents == contents, "seed \(seed)")
    #expect(history.kinds.count >= 18, "\(history.kinds)")
  }
}

/// A history of commands and registrations on few people with few addresses, so that they meet often.
struct RandomHistory {
  /// Which changes were met.
  private(set) var kinds: Set<String> = []
  private var random: Generator
  private var ids: IDSource
  private var scene = Scene()
  private var people: [ProfileID] = []
  private var registrations: Set<RegistrationID> = []
  private var suggestions: Set<SuggestionID> = []
  private let addresses = (0..<12).map { address("A\($0)@x.se") }

  init(seed: UInt64) {
    random = Generator(state: seed)
    ids = IDSource(seed: seed)
  }

  /// Everything that there is.
  var touch: Touch {
    Touch(
      keys: Dictionary(uniqueKeysWithValues: addresses.map { ($0.key, Touch.Access.exclusive) }),
      profiles: Dictionary(uniqueKeysWithValues: people.map { ($0, Touch.Access.exclusive) }),
      registrations: registrations,
      suggestions: Dictionary(uniqueKeysWithValues: suggestions.map { ($0, .changing) }),
      merges: Set(people))
  }

  mutating func batch(on loaded: Loaded) -> BatchDecision {
    var contents = loaded.contents
    contents.registrations = loaded.registrations.mapValues {
      RecordedRegistration(profile: $0.profile)
    }
    var book = AddressBook(contents, ids: ids)
    var messages: [DecidedMessage] = []
    let isExclusive = Int.random(in: 0..<3, using: &random) == 0
    for _ in 0..<(isExclusive ? 1 : Int.random(in: 1...8, using: &random)) {
      let before = book.log.count
      let outcome = isExclusive ? end(in: &book) : apply(to: &book)
      let changes = book.log[before...].map { $0 }
      changes.forEach { note($0.change) }
      messages.append(scene.message(changes: changes, outcome))
    }
    ids = book.ids
    return BatchDecision(messages: messages)
  }

  private mutating func note(_ change: Change) {
    kinds.insert(String("\(change)".prefix { $0.isLetter }))
    if case .profileCreated(let profile) = change { people.append(profile.id) }
    if case .registrationRecorded(let id, _, _, _) = change { registrations.insert(id) }
    if case .registrationHeld(let id, _) = change { registrations.insert(id) }
    if case .suggestionMade(let suggestion) = change { suggestions.insert(suggestion.id) }
  }

  private var cause: Cause {
    Cause(message: MessageReference(source: "urn:test", id: "any"), at: scene.now)
  }

  /// What stands alone in its batch.
  private mutating func end(in book: inout AddressBook) -> Outcome {
    guard let person = people.randomElement(using: &random),
      let other = people.randomElement(using: &random)
    else { return apply(to: &book) }
    let address = addresses.randomElement(using: &random) ?? addresses[0]
    return switch Int.random(in: 0..<16, using: &random) {
    case 0: book.declareDeceased(person, cause: cause)
    case 1, 2: book.revokeDeceased(person, cause: cause)
    case 3: book.purge(person, decision: "D 1", cause: cause)
    case 4: book.purge(holderOf: address.key, decision: nil, cause: cause)
    case 5...8: book.merge(person, into: other, cause: cause)
    case 9...12: book.unmerge(person, cause: cause)
    default:
      suggestions.sorted().randomElement(using: &random).map {
        book.accept($0, to: Bool.random(using: &random) ? .new : .profile(person), cause: cause)
      } ?? .alreadyApplied
    }
  }

  private mutating func apply(to book: inout AddressBook) -> Outcome {
    let address = addresses.randomElement(using: &random) ?? addresses[0]
    guard let person = people.randomElement(using: &random),
      Int.random(in: 0..<4, using: &random) > 0
    else {
      let further = Registration.Further(text: "A1@x.se", address: addresses[1])
      let registration = Registration(
        kind: .alumni, first: address, further: [further], name: Name(given: "Åsa"),
        content: Array("{}".utf8))
      return book.record(registration, cause: cause)
    }
    return Int.random(in: 0..<2, using: &random) == 0
      ? changeAddress(address, of: person, in: &book) : change(person, address.key, in: &book)
  }

  private mutating func changeAddress(
    _ address: EmailAddress, of person: ProfileID, in book: inout AddressBook
  ) -> Outcome {
    let use = Use.allCases.randomElement(using: &random) ?? .work
    return switch Int.random(in: 0..<6, using: &random) {
    case 0: book.addAddress(address, uses: Uses(use), to: person, cause: cause)
    case 1: book.removeAddress(address.key, from: person, cause: cause)
    case 2: book.setUse(use, to: address.key, on: person, cause: cause)
    case 3: book.clearUse(use, on: person, cause: cause)
    case 4: book.mark(address.key, on: person, reason: "returned", cause: cause)
    default: book.clearMark(address.key, on: person, cause: cause)
    }
  }

  private mutating func change(
    _ person: ProfileID, _ key: AddressKey, in book: inout AddressBook
  ) -> Outcome {
    let ladok = Edit.Field.set("\(Int.random(in: 0..<3, using: &random))")
    return switch Int.random(in: 0..<7, using: &random) {
    case 0: book.remove(person, cause: cause)
    case 1, 2: book.restore(person, cause: cause)
    case 3: book.optOut(person, of: Bool.random(using: &random) ? "news" : nil, cause: cause)
    case 4: book.optIn(person, to: Bool.random(using: &random) ? "news" : nil, cause: cause)
    case 5:
      book.update(
        person,
        Edit(
          given: .set("Bo"), phone: Bool.random(using: &random) ? .set("070") : .cleared,
          externalIDs: ["ladok": Bool.random(using: &random) ? ladok : .cleared]), cause: cause)
    default:
      registrations.sorted().randomElement(using: &random).map {
        book.moveRegistration($0, to: .profile(person), cause: cause)
      } ?? .alreadyApplied
    }
  }
}

/// SplitMix64, so that a failure comes again.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
