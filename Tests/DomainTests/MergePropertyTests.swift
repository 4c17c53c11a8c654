import BookSamples
import Domain
import TestSupport
import Testing

/// Merges of random pairs: nothing is lost, and all of it comes back.
@Suite struct MergePropertyTests {
  #if DEBUG
    static let pairs = 2_000
  #else
    static let pairs = 30_000
  #endif
  static let seed: UInt64 = 0x3e_26e

  @Test("L4: of random pairs nothing is gone after the merge, and an unmerge gives both back")
  func lossless() throws {
    print("merges: seed \(Self.seed), \(Self.pairs) pairs")
    for number in 0..<Self.pairs {
      var random = SeededGenerator(seed: Self.seed &+ UInt64(number))
      let pair = try MergePair(by: &random)
      var book = pair.merged()
      try pair.checkMerged(book)
      try hold(book.unmerge(.åsa, cause: .test) == .applied, "L4")
      try hold(pair.leftovers(of: book) == [], "L4: nothing changed, nothing is listed")
      for profile in [pair.removed, pair.kept] {
        let after = book.profile(profile.id)?.apartFromVersion
        try hold(after == profile.apartFromVersion, "L4: as before, pair \(number)")
      }
      try pair.checkPlaces(in: book)
    }
  }

  @Test("L4: what was changed between a merge and its unmerge stays, and is listed")
  func changedSince() throws {
    var listed = 0
    for number in 0..<Self.pairs {
      var random = SeededGenerator(seed: Self.seed &+ UInt64(number))
      let pair = try MergePair(by: &random)
      var book = pair.merged()
      var said: Set<Affirmation> = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        said.formUnion(try pair.change(&book, by: &random))
      }
      let before = book
      try hold(book.unmerge(.åsa, cause: .test) == .applied, "L4")
      let expected = pair.expected(changed: before, said: said)
      try hold(pair.leftovers(of: book) == expected.leftovers, "L4: listed, pair \(number)")
      for profile in [expected.removed, expected.kept] {
        let after = book.profile(profile.id)?.apartFromVersion
        try hold(after == profile.apartFromVersion, "L4: stays, pair \(number)")
      }
      try pair.checkPlaces(in: book)
      listed += expected.leftovers.isEmpty ? 0 : 1
    }
    #expect(listed > Self.pairs / 4 && listed < Self.pairs)
  }
}

/// Åsa, who is to be merged into Bo, and what stays behind.
struct MergePair {
  let removed: Profile
  let kept: Profile
  let leaveBehind: Set<AddressKey>

  static let systems = ["ladok", "mira", "primula"]
  static let topics = ["alumni", "news", Profile.everyTopic]

  init(by random: inout SeededGenerator) throws {
    removed = try Self.profile(.åsa, prefix: "a", by: &random)
    kept = try Self.profile(.bo, prefix: "b", by: &random)
    let staysSome = Int.random(in: 0...2, using: &random) == 0
    leaveBehind = Set(
      removed.addresses.map(\.key).filter { _ in staysSome && Bool.random(using: &random) })
  }

  private static func profile(
    _ id: ProfileID, prefix: String, by random: inout SeededGenerator
  ) throws -> Profile {
    func maybe(_ value: String) -> String? { Bool.random(using: &random) ? value : nil }
    var profile = Profile(
      id: id, name: Name(given: maybe("given \(prefix)"), family: maybe("family \(prefix)")),
      phone: maybe("phone \(prefix)"), isProtected: Int.random(in: 0...3, using: &random) == 0)
    for system in systems { profile.externalIDs[system] = maybe(prefix) }
    profile.optedOut = Set(topics.filter { _ in Bool.random(using: &random) })
    var free = Uses(Use.allCases)
    for number in 0..<Int.random(in: 0...4, using: &random) {
      let uses = free.intersection(Uses(rawValue: Int16.random(in: 0...15, using: &random)))
      free.subtract(uses)
      profile.addresses.append(Address(try mail("\(prefix)\(number)@x.se"), uses: uses))
    }
    return profile
  }

  func merged() -> AddressBook {
    var book = AddressBook(removed, kept)
    let outcome = book.merge(.åsa, into: .bo, leaveBehind: leaveBehind, cause: .test)
    #expect(outcome == .applied)
    return book
  }

  func leftovers(of book: AddressBook) -> Set<Leftover>? {
    guard case .merge(_, .unmerged(let leftovers)) = book.log.last?.change else { return nil }
    return Set(leftovers)
  }

  /// A change by either id, which reaches the kept one (L5); what was said by it of both.
  func change(
    _ book: inout AddressBook, by random: inout SeededGenerator
  ) throws -> Set<Affirmation> {
    let id: ProfileID = Bool.random(using: &random) ? .åsa : .bo
    let held = book.profile(.bo)?.addresses ?? []
    let address = held.randomElement(using: &random)
    let field = [Edit.Field.cleared, .set("new"), .set("given a")].randomElement(using: &random)
    let topic = Self.topics.randomElement(using: &random)
    switch Int.random(in: 0...7, using: &random) {
    case 0:
      let new = try mail("new\(Int.random(in: 0...9, using: &random))@x.se")
      _ = book.addAddress(new, uses: Uses(.work), to: id, cause: .test)
    case 1:
      if let address { _ = book.removeAddress(address.key, from: id, cause: .test) }
    case 2:
      let use = Use.allCases.randomElement(using: &random) ?? .primary
      if let address { _ = book.setUse(use, to: address.key, on: id, cause: .test) }
    case 3:
      _ = book.update(id, Edit(given: field ?? .kept), cause: .test)
      if case .set = field { return [.givenName] }
    case 4:
      let system = Self.systems.randomElement(using: &random) ?? "ladok"
      let edit = Edit(phone: field ?? .kept, externalIDs: [system: .set("new")])
      _ = book.update(id, edit, cause: .test)
      let said: Set<Affirmation> = [.externalID(system: system)]
      if case .set = field { return said.union([.phone]) }
      return said
    case 5:
      _ = book.optOut(id, of: topic, cause: .test)
      return [.optOut(topic: topic ?? Profile.everyTopic)]
    case 6:
      let isProtected = Bool.random(using: &random)
      _ = book.update(id, Edit(isProtected: isProtected), cause: .test)
      return isProtected ? [.protection] : []
    default: _ = book.optIn(id, to: topic, cause: .test)
    }
    return []
  }
}
