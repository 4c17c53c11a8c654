import BookSamples
import Domain
import TestSupport
import Testing

@Suite("Temporary failures, counted by message and day")
struct TemporaryFailureTests {
  private static let content = Told.failure(.temporary, .mailboxFull, status: "4.2.2")

  /// Days of failures, with the kind of each if it is not temporary; and whether they come to a mark.
  private static let cases: [(days: [Int64], delivered: [Int64], isMarked: Bool)] = [
    ([0, 7, 14], [], true), ([0, 7, 13], [], false), ([0, 14], [], false),
    ([0, 0, 14], [], false), ([0, 1, 2, 3, 13], [], false), ([0, 1, 2, 3, 14], [], true),
    ([0, 90, 180], [], true), ([0, 90, 181], [], false), ([0, 90, 181, 182], [], true),
    ([14, 7, 0], [], true), ([0, 7, 14], [8], false), ([0, 7, 14, 20, 28], [8], true),
    ([0, 7, 14], [-1], true), ([0, 7, 14], [0], false),
  ]

  @Test("B2: the third within 180 days, 14 days apart, with no delivery in between, marks it")
  func thirds() throws {
    for (days, delivered, isMarked) in Self.cases {
      var book = try AddressBook.ofTwo()
      for day in delivered { _ = try book.hear(.delivered, of: "a@x.se", day: day) }
      for (number, day) in days.enumerated() {
        _ = try book.hear(Self.content, of: "a@x.se", send: "<\(number)@u>", day: day)
      }
      #expect(try (book.mark(on: key("a@x.se")) != nil) == isMarked, "\(days) \(delivered)")
    }
  }

  @Test("B2: one message counts once, on its first day, in whatever order it is told")
  func once() throws {
    for days in [[0, 7, 14], [14, 0, 7]] as [[Int64]] {
      var book = try AddressBook.ofTwo()
      for day in days { _ = try book.hear(Self.content, of: "a@x.se", send: "<1@u>", day: day) }
      let history = try book.mailHistory(of: key("a@x.se"))
      #expect(history.failureDays == [Cause.test.at.microseconds / 86_400_000_000])
      #expect(book.told == ["temporary"])
    }
  }

  @Test("B2: a permanent failure of the same message takes its place, whichever is told first")
  func replaced() throws {
    for kinds in [[BounceKind.temporary, .permanent], [.permanent, .temporary]] {
      var book = try AddressBook.ofTwo()
      for kind in kinds {
        _ = try book.hear(Told.failure(kind), of: "a@x.se", send: "<1@u>")
      }
      #expect(try book.mailHistory(of: key("a@x.se")).failureDays == [])
      #expect(try book.mark(on: key("a@x.se")) != nil)
    }
  }

  @Test("B5: clearing a mark forgets what was counted")
  func forgotten() throws {
    var book = try AddressBook.ofTwo()
    let a = try key("a@x.se")
    for day in [0, 7, 14] as [Int64] {
      _ = try book.hear(Self.content, of: "a@x.se", send: "<\(day)@u>", day: day)
    }
    _ = book.clearMark(a, on: .åsa, cause: .test(after: 86_400 * 15))
    #expect(book.mailHistory(of: a).failureDays == [])
    for day in [21, 28] as [Int64] {
      _ = try book.hear(Self.content, of: "a@x.se", send: "<\(day)@u>", day: day)
    }
    #expect(book.mark(on: a) == nil)
    _ = try book.hear(Self.content, of: "a@x.se", send: "<35@u>", day: 35)
    #expect(book.mark(on: a) != nil)
  }

  /// What is told once of a message.
  private struct Telling {
    let address: String
    let send: Int
    let kind: BounceKind
    let at: Timestamp
  }

  /// The rule in plain words: the days on which messages failed first, since the last delivery.
  private static func failureDays(_ told: [Telling]) -> Set<Int64> {
    let delivered = told.filter { $0.kind == .delivered }.map(\.at).max()
    let dead = Set(told.filter { $0.kind == .permanent }.map(\.send))
    let temporary = told.filter { $0.kind == .temporary && !dead.contains($0.send) }
    let first = Dictionary(temporary.map { ($0.send, $0.at) }, uniquingKeysWith: min)
    let counted = first.values.filter { moment in delivered.map { moment > $0 } ?? true }
    return Set(counted.map { $0.microseconds / 86_400_000_000 })
  }

  private static func isMarked(_ told: [Telling]) -> Bool {
    if told.last?.kind == .permanent { return true }
    let days = failureDays(told)
    return days.contains { last in
      days.contains { first in
        14...180 ~= last - first && days.count { first...last ~= $0 } >= 3
      }
    }
  }

  @Test("B2: the counts of 10,000 shuffled tellings are those of the rule in plain words")
  func oracle() throws {
    var random = SeededGenerator(seed: 2026)
    let addresses = (0..<250).map { "p\($0)@x.se" }
    var tellings: [Telling] = []
    var send = 0
    while tellings.count < 10_000 {
      send += 1
      let address = addresses[Int.random(in: 0..<addresses.count, using: &random)]
      let day = Int64.random(in: 0..<90, using: &random)
      // By a webhook, a report and a retry: some times twice, of several kinds.
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let kind: BounceKind =
          switch Int.random(in: 0..<100, using: &random) {
          case 0..<2: .permanent
          case 2..<12: .delivered
          case 12..<20: .unknown
          default: .temporary
          }
        let moment = Cause.test.at.later(
          by: (day - 100) * 86_400 + Int64.random(in: 0..<4 * 86_400, using: &random))
        tellings.append(Telling(address: address, send: send, kind: kind, at: moment))
      }
    }
    tellings = Array(tellings.shuffled(using: &random).prefix(10_000))
    let profiles = try addresses.enumerated().map { place, text in
      Profile(id: ProfileID(value: UInt128(place + 1)), addresses: [try at(text, .primary)])
    }
    var counts: [[String: [Int64]]] = []
    for _ in 0..<2 {
      var book = AddressBook(BookContents(profiles: profiles), ids: IDSource(seed: 1))
      var told: [String: [Telling]] = [:]
      var marked: Set<String> = []
      for telling in tellings {
        told[telling.address, default: []].append(telling)
        if Self.isMarked(told[telling.address] ?? []) { marked.insert(telling.address) }
        let content = telling.kind == .delivered ? .delivered : Told.failure(telling.kind)
        let news = try Told.news(content, of: telling.address, send: "<\(telling.send)@u>")
        let cause = Cause(message: Cause.test.message, at: Cause.test.at, sentAt: telling.at)
        _ = book.take([news], cause: cause)
      }
      for address in addresses {
        let days = try book.mailHistory(of: key(address)).failureDays
        #expect(days == Self.failureDays(told[address] ?? []).sorted(), "\(address)")
        #expect(try (book.mark(on: key(address)) != nil) == marked.contains(address), "\(address)")
      }
      counts.append(
        Dictionary(
          uniqueKeysWithValues: try addresses.map {
            ($0, try book.mailHistory(of: key($0)).failureDays)
          }))
      tellings.shuffle(using: &random)
    }
    #expect(counts[0] == counts[1])
    #expect(counts[0].values.contains { $0.count > 2 })
  }
}
