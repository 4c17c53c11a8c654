import Testing

@testable import Worker

@Suite("What a lane does next, on paper")
struct ConductTests {
  private let conduct = Conduct(patience: .seconds(300), longestRest: .seconds(1))
  private let now = ContinuousClock.Instant.now

  private func facts(_ change: (inout Conduct.Facts) -> Void = { _ in }) -> Conduct.Facts {
    var facts = Conduct.Facts(
      now: now, nextDatabaseTry: now, nextBrokerTry: now, nextWork: now,
      nextSweep: now + .seconds(2))
    facts.hasDatabase = true
    facts.hasBroker = true
    facts.isSubscribed = true
    change(&facts)
    return facts
  }

  @Test("At the start the database comes first, then the broker, then messages")
  func start() {
    #expect(
      conduct.next(
        facts { ($0.hasDatabase, $0.hasBroker, $0.isSubscribed) = (false, false, false) })
        == .connectDatabase)
    #expect(
      conduct.next(facts { ($0.hasBroker, $0.isSubscribed) = (false, false) }) == .connectBroker)
    #expect(conduct.next(facts { $0.isSubscribed = false }) == .subscribe)
  }

  @Test("Nothing to do is a rest until the next look at the outbox, a second at the most")
  func idle() {
    #expect(conduct.next(facts()) == .rest(until: now + .seconds(1)))
    #expect(
      conduct.next(facts { $0.nextSweep = $0.now + .milliseconds(10) })
        == .rest(until: now + .milliseconds(10)))
  }

  @Test("The queue is counted when its time has come, with or without a database")
  func counting() {
    let due = facts { ($0.nextCount, $0.waiting) = ($0.now, 1) }
    #expect(conduct.next(due) == .count)
    var later = due
    later.nextCount = now + .milliseconds(1)
    #expect(conduct.next(later) == .work)
    let alone = facts {
      ($0.nextCount, $0.hasDatabase) = ($0.now, false)
      $0.nextDatabaseTry = $0.now + .seconds(1)
    }
    #expect(conduct.next(alone) == .count)
    var cut = alone
    (cut.hasBroker, cut.nextBrokerTry) = (false, now + .seconds(2))
    #expect(conduct.next(cut) == .rest(until: now + .seconds(1)))
    var ending = due
    ending.isStopping = true
    #expect(conduct.next(ending) == .end)
  }

  @Test("Deliveries are worked on at once, and a batch in hand without its broker too")
  func working() {
    #expect(conduct.next(facts { $0.waiting = 1 }) == .work)
    #expect(
      conduct.next(
        facts {
          $0.holdsBatch = true
          $0.hasBroker = false
          $0.isSubscribed = false
          $0.nextBrokerTry = $0.now + .seconds(1)
        }) == .work)
  }

  @Test("After a clash a batch rests until its time has come")
  func clash() {
    let resting = facts {
      $0.holdsBatch = true
      $0.nextWork = $0.now + .milliseconds(7)
    }
    #expect(conduct.next(resting) == .rest(until: now + .milliseconds(7)))
  }

  @Test("Without a database messages are held, and given back once when it stays away")
  func outage() {
    let held = facts {
      $0.hasDatabase = false
      $0.waiting = 10
      $0.pausedSince = $0.now
      $0.nextDatabaseTry = $0.now + .milliseconds(300)
    }
    #expect(conduct.next(held) == .rest(until: now + .milliseconds(300)))
    let longer = facts {
      $0.hasDatabase = false
      $0.waiting = 10
      $0.pausedSince = $0.now - .seconds(300)
      $0.nextDatabaseTry = $0.now + .milliseconds(300)
    }
    #expect(conduct.next(longer) == .unsubscribe)
    var given = longer
    given.isSubscribed = false
    #expect(conduct.next(given) == .rest(until: now + .milliseconds(300)))
  }

  @Test(
    "Over the outbox limit no batch is begun and nothing is subscribed to, but sweeping goes on")
  func backPressure() {
    #expect(
      conduct.next(
        facts {
          $0.isOverLimit = true
          $0.waiting = 5
        }) == .rest(until: now + .seconds(1)))
    #expect(
      conduct.next(
        facts {
          $0.isOverLimit = true
          $0.nextSweep = $0.now
        }) == .sweep)
    #expect(
      conduct.next(
        facts {
          $0.isOverLimit = true
          $0.isSubscribed = false
        }) == .rest(until: now + .seconds(1)))
  }

  @Test(
    "A drain finishes the batch in hand, takes no other, waits for confirms, deletes them, ends")
  func drain() {
    func draining(_ change: (inout Conduct.Facts) -> Void) -> Conduct.Facts {
      facts {
        $0.isStopping = true
        $0.drainUntil = $0.now + .seconds(5)
        change(&$0)
      }
    }
    #expect(
      conduct.next(
        draining {
          $0.holdsBatch = true
          $0.waiting = 50
        }) == .work)
    #expect(
      conduct.next(
        draining {
          $0.waiting = 50
          $0.unconfirmed = 1
        }) == .rest(until: now + .seconds(5)))
    #expect(conduct.next(draining { $0.forgetBy = $0.now }) == .forget)
    #expect(conduct.next(draining { $0.waiting = 50 }) == .end)
  }

  @Test("A drain does not wait for a server that is away, nor for confirms beyond its limit")
  func drainWithoutServers() {
    #expect(
      conduct.next(
        facts {
          $0.isStopping = true
          $0.hasDatabase = false
          $0.holdsBatch = true
        }) == .end)
    #expect(
      conduct.next(
        facts {
          $0.isStopping = true
          $0.hasBroker = false
          $0.unconfirmed = 3
        }) == .end)
    #expect(
      conduct.next(
        facts {
          $0.isStopping = true
          $0.unconfirmed = 3
          $0.drainUntil = $0.now
        }) == .end)
  }
}
