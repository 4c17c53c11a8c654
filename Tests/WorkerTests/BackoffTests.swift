import Testing

@testable import Worker

@Suite("Back-off")
struct BackoffTests {
  @Test("Back-off: the ceiling doubles from the first wait to the cap")
  func ceilings() {
    var backoff = Backoff(first: .milliseconds(100), cap: .seconds(1))
    var ceilings: [Duration] = []
    for _ in 0..<6 {
      ceilings.append(backoff.ceiling)
      _ = backoff.next(chance: 0.5)
    }
    #expect(ceilings == [100, 200, 400, 800, 1000, 1000].map { .milliseconds($0) })
  }

  @Test("Back-off: a wait lies between nothing and the ceiling, by chance")
  func jitter() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      var backoff = Backoff(first: .milliseconds(100), cap: .seconds(10))
      for _ in 0..<20 {
        let ceiling = backoff.ceiling
        let wait = backoff.next(chance: .random(in: 0...1, using: &generator))
        #expect(wait >= .zero && wait <= ceiling && ceiling <= .seconds(10))
      }
    }
    var backoff = Backoff(first: .seconds(1), cap: .seconds(4))
    #expect(backoff.next(chance: 0) == .zero)
    #expect(backoff.next(chance: 1) == .seconds(2))
    #expect(backoff.next(chance: 0.5) == .seconds(2))
    #expect(backoff.next(chance: 7) == .seconds(4))
  }

  @Test("Back-off: a success starts over")
  func reset() {
    var backoff = Backoff(first: .milliseconds(100), cap: .seconds(10))
    for _ in 0..<5 { _ = backoff.next(chance: 1) }
    backoff.reset()
    #expect(backoff.ceiling == .milliseconds(100))
  }

  @Test("Back-off: after a very long outage it is still at its cap")
  func longOutage() {
    var backoff = Backoff(first: .milliseconds(100), cap: .seconds(10))
    for _ in 0..<100_000 { _ = backoff.next(chance: 1) }
    #expect(backoff.ceiling == .seconds(10))
  }
}
