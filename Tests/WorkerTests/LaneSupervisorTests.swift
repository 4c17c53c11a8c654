import Glibc
import Logging
import Observability
import Synchronization
import Testing
import Threading

@testable import Worker

@Suite("Lanes' supervisor", .serialized, .timeLimit(.minutes(1)))
struct LaneSupervisorTests {
  /// Count by a test from several threads.
  private final class Tally: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }

    /// Adds a number, and returns how many there are now.
    @discardableResult
    func add(_ number: Int) -> Int {
      numbers.withLock {
        $0.append(number)
        return $0.count
      }
    }
  }

  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let readiness = Readiness(lanes: 3)

  /// Waits in `poll` until a stop is asked for, as a lane does.
  private static func wait(for stop: ShutdownSignal) {
    guard let pipe = try? WakePipe() else {
      Issue.record("the system gives no pipe")
      return
    }
    let token = stop.onRequest { pipe.wake() }
    defer { stop.forget(token) }
    var waiter = PollWaiter()
    _ = waiter.wait(for: pipe.descriptor, .readable, until: .now + .seconds(30))
  }

  @Test("Drain: lanes run beside each other, drain when a stop is asked for, and it ends with 0")
  func drains() async {
    let stop = ShutdownSignal()
    let started = Tally()
    let drained = Tally()
    let ends = Tally()
    let supervisor = LaneSupervisor(grace: .seconds(30), readiness: readiness, logger: logger) {
      code in
      ends.add(Int(code))
    }
    let lanes = (0..<3).map { number -> LaneBody in
      { stop in
        // The last to start asks: all three stand side by side then.
        if started.add(number) == 3 { stop.request() }
        Self.wait(for: stop)
        drained.add(number)
        return .drained
      }
    }
    #expect(await supervisor.run(lanes, until: LaneSupervisor.trapSignals(), stop: stop) == 0)
    #expect(drained.all.sorted() == [0, 1, 2])
    #expect(ends.all.isEmpty)
  }

  @Test("Drain: a signal that comes before the lanes run is not missed")
  func earlySignal() async {
    let drained = Tally()
    let supervisor = LaneSupervisor(grace: .seconds(30), readiness: readiness, logger: logger) {
      _ in
    }
    let signals = await LaneSupervisor.trapSignals()
    kill(getpid(), SIGTERM)
    let lane: LaneBody = { stop in
      Self.wait(for: stop)
      drained.add(1)
      return .drained
    }
    #expect(await supervisor.run([lane], until: signals) == 0)
    #expect(drained.all == [1])
    #expect(!readiness.isReady && readiness.report.hasPrefix("draining\n"))
  }

  @Test("Drain: a lane that cannot go on stops the others, and it ends with 1")
  func laneFails() async {
    let drained = Tally()
    let supervisor = LaneSupervisor(grace: .seconds(30), readiness: readiness, logger: logger) {
      _ in
    }
    let lanes: [LaneBody] = [
      { _ in .failed("the queue is gone") },
      { stop in
        Self.wait(for: stop)
        drained.add(1)
        return .drained
      },
    ]
    let code = await supervisor.run(lanes, until: LaneSupervisor.trapSignals())
    #expect(code == 1)
    #expect(drained.all == [1])
    #expect(!readiness.isReady && readiness.report.hasPrefix("draining\n"))
  }

  @Test("Drain: when the grace time is over the process ends at once with 1")
  func graceOver() async {
    let stop = ShutdownSignal()
    let released = ShutdownSignal()
    let ends = Tally()
    let supervisor = LaneSupervisor(grace: .milliseconds(50), readiness: readiness, logger: logger)
    { code in
      ends.add(Int(code))
      released.request()
    }
    let hanging: LaneBody = { stop in
      stop.request()
      Self.wait(for: released)
      return .drained
    }
    _ = await supervisor.run([hanging], until: LaneSupervisor.trapSignals(), stop: stop)
    #expect(ends.all == [1])
  }

  @Test("Drain: what drains within the grace time is not cut off")
  func inTime() async {
    let ends = Tally()
    let supervisor = LaneSupervisor(grace: .seconds(20), readiness: readiness, logger: logger) {
      code in
      ends.add(Int(code))
    }
    let start = ContinuousClock.now
    let code = await supervisor.run([{ _ in .drained }], until: LaneSupervisor.trapSignals())
    #expect(code == 0 && ends.all.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(40))
  }
}
