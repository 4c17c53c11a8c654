import BookSamples
import Domain
import TestSupport
import Testing

@Suite("Properties of an export")
struct ExportPropertyTests {
  #if DEBUG
    static let books = 400
  #else
    static let books = 4000
  #endif

  @Test("P11: a book that lived goes out and in and out again as it was, but for ids and times")
  func lived() throws {
    let seed: UInt64 = 0x0e_7b
    print("export: seed \(seed), \(Self.books) books that lived")
    let words = try RandomBook.words()
    var met: [String: Int] = [:]
    for number in 0..<Self.books {
      var random = SeededGenerator(seed: seed &+ UInt64(number))
      var world = RandomBook(words, by: &random)
      var tally = Tally()
      for _ in 0..<30 {
        _ = try world.play(
          world.message(by: &random), cause: world.cause(by: &random), tally: &tally)
      }
      try check(ShownBook(world.words.profiles, of: world.book), "book \(number)", &met)
    }
    for field in [
      "givenName", "familyName", "phone", "email.primary", "email.work", "email.additional",
      "optOut", "optOut:news", "undeliverable", "deceased", "protected", "externalId:ladok",
      "no primary",
    ] {
      #expect(met[field, default: 0] > Self.books / 40, "\(field)")
    }
  }

  @Test("P11: whatever stands in the cells, formulas too, goes out and in and out again as it was")
  func whatever() throws {
    let seed: UInt64 = 0x0e_7c
    print("export: seed \(seed), \(Self.books) books of odd texts")
    var met: [String: Int] = [:]
    for number in 0..<Self.books {
      var random = SeededGenerator(seed: seed &+ UInt64(number))
      try check(try OddBook(by: &random).shown, "book \(number)", &met)
    }
    for field in [
      "externalId:=sum", "email.student", "email.additional 2", "optOut:a,\"b\";c", "undeliverable",
      "formula", "no primary",
    ] {
      #expect(met[field, default: 0] > Self.books / 40, "\(field)")
    }
  }

  /// Exports a book, imports that into an empty one, and exports this one again.
  private func check(_ shown: ShownBook, _ name: String, _ met: inout [String: Int]) throws {
    let first = shown.csv
    let imported = try ImportedBook(first)
    let again = imported.shown
    let isAlike = imported.results.allSatisfy { if case .created = $0 { true } else { false } }
    #expect(isAlike && imported.results.count == shown.profiles.count, "\(name)")
    #expect(
      String(decoding: again.csv, as: UTF8.self) == String(decoding: first, as: UTF8.self),
      "\(name)")
    for (old, new) in zip(shown.profiles, again.profiles) {
      #expect(Twin(new, again.marks) == Twin(old, shown.marks), "\(name): \(old.id)")
      Self.count(old, shown.marks, &met)
    }
  }

  private static func count(
    _ profile: Profile, _ marks: [AddressKey: Mark], _ met: inout [String: Int]
  ) {
    guard !profile.isProtected else {
      met["protected", default: 0] += 1
      return
    }
    let columns = ExportColumns(
      systems: profile.externalIDs.keys, topics: profile.optedOut,
      additional: profile.addresses.count)
    for (header, cell) in zip(columns.header, columns.row(of: profile, marks: marks)) {
      if !cell.isEmpty { met[header, default: 0] += 1 }
      if cell.first.map({ "=+-@".contains($0) }) ?? false { met["formula", default: 0] += 1 }
    }
    let hasPrimary = profile.addresses.contains { $0.uses.contains(.primary) }
    if !profile.addresses.isEmpty, !hasPrimary {
      met["no primary", default: 0] += 1
    }
  }
}

/// What must be the same of a profile and of the one that an import has made of its row.
private struct Twin: Equatable {
  let id: String
  let state: Profile.State
  var isProtected = false
  var name = Name()
  var phone: String?
  var externalIDs: [String: String] = [:]
  var uses: [String: Uses] = [:]
  var topics: Set<String> = []
  var undeliverable: [AddressKey: String] = [:]

  init(_ profile: Profile, _ marks: [AddressKey: Mark]) {
    let brought = profile.externalIDs["brevduva"]
    guard !profile.isProtected else {
      (isProtected, state) = (true, .active)
      id = brought.flatMap { ProfileID($0) }?.description ?? profile.id.description
      return
    }
    (id, state) = (brought ?? profile.id.description, profile.state)
    (name, phone) = (profile.name, profile.phone)
    externalIDs = profile.externalIDs
    externalIDs["brevduva"] = nil
    for address in profile.addresses {
      uses[address.address.text] = address.uses
      undeliverable[address.key] = marks[address.key].map { mark in
        "\(mark.since.microseconds / 86_400_000_000) \(mark.status ?? "-")"
      }
    }
    topics = Set(profile.optedOut.map { $0.lowercased() })
    if state == .deceased { topics.insert(Profile.everyTopic) }
  }
}
