import Domain
import Testing

@Suite struct BookPropertyTests {
  #if DEBUG
    static let sequences = 3_000
  #else
    static let sequences = 100_000
  #endif
  static let steps = 20

  @Test(
    "U1, S1, S2: random sequences of all verbs keep the rules, and their log gives the same book")
  func sequences() throws {
    let seed: UInt64 = 0xb0_0c
    print("address book: seed \(seed), \(Self.sequences) sequences of \(Self.steps) verbs")
    let world = try World()
    var tally = World.Tally()
    for sequence in 0..<Self.sequences {
      var random = SeededGenerator(seed: seed &+ UInt64(sequence))
      try world.play(steps: Self.steps, by: &random, tally: &tally)
    }
    // Each kind of outcome and change was met, else the sequences prove little.
    #expect(tally.applied > Self.sequences && tally.already > Self.sequences / 2)
    #expect(tally.refused > Self.sequences && tally.moved > Self.sequences / 10)
    #expect(tally.created > Self.sequences && tally.suggested > Self.sequences)
  }
}

/// Few addresses and profiles, so that they meet often.
struct World {
  struct Tally {
    var applied = 0
    var already = 0
    var refused = 0
    var moved = 0
    var created = 0
    var suggested = 0
  }

  let addresses: [EmailAddress]
  let beginnings: [Profile]
  let names = [Name(given: "Åsa", family: "Öberg"), Name(given: "Bo"), Name()]
  let externalIDs = [
    ExternalID(system: "ladok", value: "1"), ExternalID(system: "ladok", value: "2"),
  ]

  init() throws {
    let texts = ["a@x.se", "B@x.se", "b@X.se", "c@x.se", "d@x.se", "e@x.se", "info@x.se", "f@x.se"]
    addresses = try texts.map { try EmailAddress($0) }
    let (d, e, f) = (addresses[4], addresses[5], addresses[7])
    beginnings = [
      Profile(
        id: ProfileID(value: 1), name: names[0], externalIDs: ["ladok": "1"],
        addresses: [Address(d, uses: [.primary])]),
      Profile(
        id: ProfileID(value: 2), state: .removed,
        addresses: [Address(e, uses: [.primary, .work]), Address(f)]),
      Profile(id: ProfileID(value: 3), state: .deceased, name: names[1]),
      Profile(id: ProfileID(value: 4), state: .removed, mergedInto: ProfileID(value: 1)),
      Profile(id: ProfileID(value: 5), isProtected: true),
    ]
  }

  /// Plays verbs on a book, checks the rules after each, and replays the log at the end.
  func play(steps: Int, by random: inout SeededGenerator, tally: inout Tally) throws {
    var book = AddressBook(BookContents(profiles: beginnings), ids: IDSource(seed: random.next()))
    var ids = beginnings.map(\.id)
    for _ in 0..<steps {
      let before = book
      let outcome = act(on: &book, ids: ids, by: &random)
      count(outcome, &tally)
      let new = book.entries[before.entries.count...]
      if outcome != .applied { try #require(new.isEmpty) }
      for entry in new {
        if case .profileCreated(let profile) = entry.change { ids.append(profile.id) }
        count(entry.change, &tally)
        let version = entry.change.subject.flatMap { book.profile($0)?.version }
        try #require(entry.sequence ?? 0 <= version ?? 0)
      }
      try check(book, before: before, ids: ids)
    }
    var replayed = Dictionary(uniqueKeysWithValues: beginnings.map { ($0.id, $0) })
    for entry in book.entries { replayed.apply(entry.change) }
    try #require(replayed.count == ids.count)
    for id in ids { try #require(replayed[id] == book.profile(id)) }
    let identities = book.entries.compactMap { entry in
      if case .suggestionMade(let suggestion) = entry.change { suggestion.identity } else { nil }
    }
    try #require(Set(identities).count == identities.count)
  }

  /// U1, S1, S2, and that the book finds each address where it is.
  private func check(_ book: AddressBook, before: AddressBook, ids: [ProfileID]) throws {
    var seen: Set<AddressKey> = []
    for id in ids {
      guard let profile = book.profile(id) else { continue }
      var uses = Uses()
      for address in profile.addresses {
        try #require(seen.insert(address.key).inserted, "U1")
        try #require(book.holder(of: address.key) == id)
        try #require(uses.isDisjoint(with: address.uses), "S1")
        uses.formUnion(address.uses)
      }
      let old = before.profile(id)
      if old?.addresses.isEmpty ?? true, !profile.addresses.isEmpty {
        try #require(uses.contains(Uses(.primary)), "S2")
      }
      try #require(profile.version >= old?.version ?? 1)
      if old?.addresses != profile.addresses, let old {
        try #require(profile.version > old.version)
      }
    }
    // A use, and every address that the book knows, stands on a profile of its own.
    for address in addresses where !seen.contains(address.key) {
      try #require(book.holder(of: address.key) == nil)
    }
  }

  private func act(
    on book: inout AddressBook, ids: [ProfileID], by random: inout SeededGenerator
  ) -> Outcome {
    let id = pick(ids, &random)
    let address = pick(addresses, &random)
    let other = pick(addresses, &random)
    let use = pick(Use.allCases, &random)
    let uses = Uses(rawValue: Int16.random(in: 0...15, using: &random))
    switch Int.random(in: 0...8, using: &random) {
    case 0: return book.addAddress(address, uses: uses, to: id, cause: .test)
    case 1: return book.addAddress(address, to: id, cause: .test)
    case 2:
      let next = Bool.random(using: &random) ? other.key : nil
      return book.removeAddress(address.key, from: id, nextPrimary: next, cause: .test)
    case 3: return book.replaceAddress(address.key, with: other, on: id, cause: .test)
    case 4: return book.setUse(use, to: address.key, on: id, cause: .test)
    case 5: return book.clearUse(use, on: id, cause: .test)
    case 6:
      let new = NewProfile(
        id: Bool.random(using: &random) ? id : nil, name: pick(names, &random),
        addresses: [Address(address, uses: uses), Address(other, uses: Uses(use))])
      return book.create(new, cause: .test)
    default:
      let further = Registration.Further(text: other.text, address: other)
      let registration = Registration(
        kind: .event, first: address, further: Bool.random(using: &random) ? [further] : [],
        name: pick(names, &random), externalIDs: Bool.random(using: &random) ? externalIDs : [])
      return book.record(registration, cause: .test)
    }
  }

  private func pick<Value>(_ values: [Value], _ random: inout SeededGenerator) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private func count(_ outcome: Outcome, _ tally: inout Tally) {
    switch outcome {
    case .applied: tally.applied += 1
    case .alreadyApplied: tally.already += 1
    case .refused: tally.refused += 1
    }
  }

  private func count(_ change: Change, _ tally: inout Tally) {
    switch change {
    case .profileCreated: tally.created += 1
    case .addressMoved: tally.moved += 1
    case .suggestionMade: tally.suggested += 1
    default: break
    }
  }
}
