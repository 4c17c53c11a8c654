import Domain
import Store
import TestSupport
import Testing

@Suite("Store: random histories")
struct RandomHistoryTests {
  @Test(
    "U1, S1, S3, U3: random batches leave memory and PostgreSQL alike, as the book has them",
    arguments: [1, 2, 3] as [UInt64])
  func alike(seed: UInt64) throws {
    let memory = try TestDatabase(.memory)
    let postgres = try TestDatabase(.postgres)
    var history = RandomHistory(seed: seed)
    for _ in 0..<40 {
      let touch = history.touch
      let known = try memory.store().load(touch)
      #expect(try postgres.store().load(touch).profiles == known.profiles, "seed \(seed)")
      let batch = history.batch(on: known)
      for database in [memory, postgres] {
        let store = database.store()
        _ = try store.load(touch, messages: batch.messages.map(\.reference))
        try store.write(batch)
      }
    }
    let contents = try memory.contents
    #expect(try postgres.contents == contents, "seed \(seed)")
    #expect(contents.past.count > 5 && contents.suggestions.count > 5)
  }
}

/// A history of commands and registrations on few people with few addresses, so that they meet often.
struct RandomHistory {
  private var random: Generator
  private var ids: IDSource
  private var scene = Scene()
  private var people: [ProfileID] = []
  private let addresses = (0..<12).map { address("A\($0)@x.se") }

  init(seed: UInt64) {
    random = Generator(state: seed)
    ids = IDSource(seed: seed)
  }

  /// Everything that there is.
  var touch: Touch {
    Touch(
      keys: Dictionary(uniqueKeysWithValues: addresses.map { ($0.key, Touch.Access.changing) }),
      profiles: Dictionary(uniqueKeysWithValues: people.map { ($0, Touch.Access.changing) }))
  }

  mutating func batch(on loaded: Loaded) -> Decided {
    var profiles = loaded.profiles
    // Removing is not among the changes yet: what is loaded says so, for U3 to happen.
    for place in profiles.indices where Int.random(in: 0..<4, using: &random) == 0 {
      profiles[place].state = .removed
    }
    var book = AddressBook(profiles: profiles, suggestions: loaded.suggestions, ids: ids)
    var messages: [DecidedMessage] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let before = book.entries.count
      let outcome = apply(to: &book)
      let entries = book.entries[before...].map { $0 }
      for entry in entries {
        if case .profileCreated(let profile) = entry.change { people.append(profile.id) }
      }
      messages.append(scene.message(entries: entries, outcome))
    }
    ids = book.ids
    return Decided(messages: messages)
  }

  private mutating func apply(to book: inout AddressBook) -> Outcome {
    let cause = Cause(
      message: MessageReference(source: "urn:test", id: "any"), at: scene.now)
    let address = addresses.randomElement(using: &random) ?? addresses[0]
    let use = Use.allCases.randomElement(using: &random) ?? .work
    guard let person = people.randomElement(using: &random), Bool.random(using: &random) else {
      let further = Registration.Further(text: "A1@x.se", address: addresses[1])
      let registration = Registration(
        kind: .alumni, first: address, further: [further], content: Array("{}".utf8))
      return book.record(registration, cause: cause)
    }
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: book.addAddress(address, uses: Uses(use), to: person, cause: cause)
    case 1: book.removeAddress(address.key, from: person, cause: cause)
    case 2: book.setUse(use, to: address.key, on: person, cause: cause)
    default: book.clearUse(use, on: person, cause: cause)
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
