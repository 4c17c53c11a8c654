import BookSamples
import Domain
import TestSupport
import Testing

/// Mailings to random books.
@Suite struct MailingPropertyTests {
  #if DEBUG
    static let books = 400
  #else
    static let books = 6_000
  #endif
  static let seed: UInt64 = 0x3a_11e

  @Test("R1–R4, B4, B9, L8: of random books nobody is mailed who must not be, and each person once")
  func mailed() throws {
    print("mailings: seed \(Self.seed), \(Self.books) books")
    let words = try RandomBook.words()
    var reasons: [Exclusion: Int] = [:]
    var mailed = 0
    for number in 0..<Self.books {
      var random = SeededGenerator(seed: Self.seed &+ UInt64(number))
      var world = RandomBook(words, by: &random)
      var tally = Tally()
      try world.play(40, tally: &tally, by: &random)
      var book = world.book
      let mailing = Mailing.test(
        topic: random.isOne(of: 2) ? "news" : nil, use: random.pick(Use.allCases),
        fallback: random.isOne(of: 2))
      let members = world.words.profiles.map { AudienceMember($0) }
      book.prepare(mailing, members, by: 1 + random.pick(5))
      let before = book.prepared()
      // Half of the books stay as they are, and the second decision is the first one.
      let isChanged = random.isOne(of: 2)
      if isChanged { try world.change(&book, by: &random) }
      book.handOver(mailing, by: 1 + random.pick(5))
      try check(book, mailing)
      for recipient in before {
        if let reason = recipient.exclusion { reasons[reason, default: 0] += 1 }
      }
      for recipient in book.decided() {
        if let reason = recipient.exclusion { reasons[reason, default: 0] += 1 }
      }
      if !isChanged {
        try hold(book.decided().allSatisfy { $0.exclusion == nil }, "R3: as prepared")
      }
      mailed += book.mails.count
    }
    #expect(mailed > Self.books / 4)
    for reason in Exclusion.allCases where reason != .tooLate && reason != .suppressed {
      #expect(reasons[reason, default: 0] > 0, "\(reason)")
    }
  }

  private func check(_ book: AddressBook, _ mailing: Mailing) throws {
    var people: Set<ProfileID> = []
    for mail in book.mails {
      let id = try #require(mail["profileId"].flatMap { ProfileID($0) })
      let profile = try #require(book.profile(id))
      try hold(people.insert(id).inserted, "R4: once")
      try hold(profile.state == .active && profile.mergedInto == nil, "R2: active")
      try hold(!profile.isProtected, "L8")
      try hold(!profile.optedOut.contains(Profile.everyTopic), "R6: all")
      try hold(mailing.topic.map { !profile.optedOut.contains($0) } ?? true, "R6: topic")
      let address = try #require(profile.addresses.first { $0.address.text == mail["to"] })
      try hold(book.mark(on: address.key) == nil, "B4")
      let isFitting = address.uses.contains(Uses(mailing.use))
      let byFallback = mailing.fallsBackToPrimary && address.uses.contains(Uses(.primary))
      try hold(isFitting || byFallback, "R1")
    }
    let counts = try #require(book.progress()).counts
    let rows = book.prepared()
    try hold(Set(rows.map(\.profile)).count == rows.count, "R4: a row each")
    try hold(
      counts.handedOver + counts.excluded.values.reduce(0, +) == rows.count, "R2: all are counted")
    try hold(counts.handedOver == book.mails.count, "R4: as many as were sent")
  }
}

extension RandomBook {
  /// Plays random messages.
  fileprivate mutating func play(
    _ count: Int, tally: inout Tally, by random: inout SeededGenerator
  ) throws {
    for _ in 0..<count {
      let message = message(by: &random)
      _ = try play(message, cause: cause(by: &random), tally: &tally)
    }
  }

  /// Applies some random commands to a copy of the book.
  fileprivate func change(
    _ book: inout AddressBook, by random: inout SeededGenerator
  ) throws {
    let rules = BookRules()
    for _ in 0..<30 {
      _ = rules.decide(words.message(in: book, by: &random), in: &book, cause: cause(by: &random))
    }
  }
}
