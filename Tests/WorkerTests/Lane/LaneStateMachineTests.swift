import Testing

@testable import Worker

@Suite("What a lane does next, on paper")
struct ConductTests {
  private let stateMachine = LaneStateMachine(patience: .seconds(300), longestRest: .seconds(1))
  private let now = ContinuousClock.Instant.now

  private func state(_ change: (inout LaneStateMachine.State) -> Void = { _ in })
    -> LaneStateMachine.State
  {
    var state = LaneStateMachine.State(
      now: now, nextDatabaseTry: now, nextBrokerTry: now, nextWork: now,
      nextSweep: now + .seconds(2))
    state.hasDatabase = true
    state.hasBroker = true
    state.isSubscribed = true
    change(&state)
    return state
  }

  @Test("At the start the database comes first, then the broker, then messages")
  func start() {
    #expect(
      stateMachine.next(
        state { ($0.hasDatabase, $0.hasBroker, $0.isSubscribed) = (false, false, false) })
        == .connectDatabase)
    #expect(
      stateMachine.next(state { ($0.hasBroker, $0.isSubscribed) = (false, false) })
        == .connectBroker)
    #expect(stateMachine.next(state { $0.isSubscribed = false }) == .subscribe)
  }

  @Test("Nothing to do is a rest until the next look at the outbox, a second at the most")
  func idle() {
    #expect(stateMachine.next(state()) == .rest(until: now + .seconds(1)))
    #expect(
      stateMachine.next(state { $0.nextSweep = $0.now + .milliseconds(10) })
        == .rest(until: now + .milliseconds(10)))
  }

  @Test("The queue is counted when its time has come, with or without a database")
  func counting() {
    let due = state { ($0.nextCount, $0.waiting) = ($0.now, 1) }
    #expect(stateMachine.next(due) == .count)
    var later = due
    later.nextCount = now + .milliseconds(1)
    #expect(stateMachine.next(later) == .work)
    let alone = state {
      ($0.nextCount, $0.hasDatabase) = ($0.now, false)
      $0.nextDatabaseTry = $0.now + .seconds(1)
    }
    #expect(stateMachine.next(alone) == .count)
    var cut = alone
    (cut.hasBroker, cut.nextBrokerTry) = (false, now + .seconds(2))
    #expect(stateMachine.next(cut) == .rest(until: now + .seconds(1)))
    var ending = due
    ending.isStopping = true
    #expect(stateMachine.next(ending) == .end)
  }

  @Test("Deliveries are worked on at once, and a batch in hand without its broker too")
  func working() {
    #expect(stateMachine.next(state { $0.waiting = 1 }) == .work)
    #expect(
      stateMachine.next(
        state {
          $0.holdsBatch = true
          $0.hasBroker = false
          $0.isSubscribed = false
          $0.nextBrokerTry = $0.now + .seconds(1)
        }) == .work)
  }

  @Test("After a clash a batch rests until its time has come")
  func clash() {
    let resting = state {
      $0.holdsBatch = true
      $0.nextWork = $0.now + .milliseconds(7)
    }
    #expect(stateMachine.next(resting) == .rest(until: now + .milliseconds(7)))
  }

  @Test("Without a database messages are held, and given back once when it stays away")
  func outage() {
    let held = state {
      $0.hasDatabase = false
      $0.waiting = 10
      $0.pausedSince = $0.now
      $0.nextDatabaseTry = $0.now + .milliseconds(300)
    }
    #expect(stateMachine.next(held) == .rest(until: now + .milliseconds(300)))
    let longer = state {
      $0.hasDatabase = false
      $0.waiting = 10
      $0.pausedSince = $0.now - .seconds(300)
      $0.nextDatabaseTry = $0.now + .milliseconds(300)
    }
    #expect(stateMachine.next(longer) == .unsubscribe)
    var given = longer
    given.isSubscribed = false
    #expect(stateMachine.next(given) == .rest(until: now + .milliseconds(300)))
  }

  @Test(
    "Over the outbox limit no batch is begun and nothing is subscribed to, but sweeping goes on")
  func backPressure() {
    #expect(
      stateMachine.next(
        state {
          $0.isOverLimit = true
          $0.waiting = 5
        }) == .rest(until: now + .seconds(1)))
    #expect(
      stateMachine.next(
        state {
          $0.isOverLimit = true
          $0.nextSweep = $0.now
        }) == .sweep)
    #expect(
      stateMachine.next(
        state {
          $0.isOverLimit = true
          $0.isSubscribed = false
        }) == .rest(until: now + .seconds(1)))
  }

  @Test(
    "A drain finishes the batch in hand, takes no other, waits for confirms, deletes them, ends")
  func drain() {
    func draining(_ change: (inout LaneStateMachine.State) -> Void) -> LaneStateMachine.State {
      state {
        $0.isStopping = true
        $0.drainUntil = $0.now + .seconds(5)
        change(&$0)
      }
    }
    #expect(
      stateMachine.next(
        draining {
          $0.holdsBatch = true
          $0.waiting = 50
        }) == .work)
    #expect(
      stateMachine.next(
        draining {
          $0.waiting = 50
          $0.unconfirmed = 1
        }) == .rest(until: now + .seconds(5)))
    #expect(stateMachine.next(draining { $0.forgetBy = $0.now }) == .forget)
    #expect(stateMachine.next(draining { $0.waiting = 50 }) == .end)
  }

  @Test("A drain does not wait for a server that is away, nor for confirms beyond its limit")
  func drainWithoutServers() {
    #expect(
      stateMachine.next(
        state {
          $0.isStopping = true
          $0.hasDatabase = false
          $0.holdsBatch = true
        }) == .end)
    #expect(
      stateMachine.next(
        state {
          $0.isStopping = true
          $0.hasBroker = false
          $0.unconfirmed = 3
        }) == .end)
    #expect(
      stateMachine.next(
        state {
          $0.isStopping = true
          $0.unconfirmed = 3
          $0.drainUntil = $0.now
        }) == .end)
  }
}
