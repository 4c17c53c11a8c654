import Domain
import Store
import TestSupport
import Testing

@Suite("Store: figures over many messages, in memory and in PostgreSQL")
struct CounterConformanceTests {
  private static let mailing = CounterKey(.mailing("m1"), code: "failed")
  private static let domain = CounterKey(.domain("x.se"), code: "failed")
  private static let other = CounterKey(.domain("x.se"), code: "5.7.26")
  /// A mailing may be called as a domain is.
  private static let namesake = CounterKey(.mailing("x.se"), code: "failed")

  @Test(
    "B8, B10: what lanes counted within an hour is summed up by subject and code",
    arguments: TestDatabase.Kind.allCases)
  func counted(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    let touch = Touch(counters: [Self.mailing, Self.domain, Self.other, Self.namesake])
    #expect(
      try one.load(touch).contents.counts
        == [Self.mailing: 0, Self.domain: 0, Self.other: 0, Self.namesake: 0])
    _ = try two.load(touch)
    // Neither waits for the other.
    try one.write(
      fixtures.batch(
        .counter(Self.mailing, .increased(by: 1)), .counter(Self.domain, .increased(by: 1)),
        .counter(Self.mailing, .increased(by: 2))))
    try two.write(fixtures.batch(.counter(Self.domain, .increased(by: 4))))
    #expect(
      try one.load(touch).contents.counts
        == [Self.mailing: 3, Self.domain: 5, Self.other: 0, Self.namesake: 0])
    one.abandon()
    #expect(try one.load().contents.counts == [:])
    one.abandon()

    try database.age(by: .seconds(1800))
    _ = try one.load()
    try one.write(fixtures.batch(.counter(Self.domain, .increased(by: 10))))
    try database.age(by: .seconds(1801))
    #expect(try one.load(Touch(counters: [Self.domain])).contents.counts == [Self.domain: 10])
    one.abandon()
    #expect(try database.contents.counts == [Self.mailing: 3, Self.domain: 15])
    try one.expire()
    #expect(try database.contents.counts == [Self.domain: 10])
  }
}
