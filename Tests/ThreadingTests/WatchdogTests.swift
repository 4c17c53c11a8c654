import Glibc
import Testing
import Threading

@Suite struct WatchdogTests {
  /// Two sockets that are connected with each other.
  private func pair() -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    return (ends[0], ends[1])
  }

  @Test("Watchdog: a call that hangs on its socket comes back soon after the limit")
  func cuts() throws {
    let (near, far) = pair()
    defer {
      close(near)
      close(far)
    }
    let watchdog = try Watchdog(limit: .milliseconds(200))
    let start = ContinuousClock.now
    let count = watchdog.guarding(near) {
      var byte: UInt8 = 0
      return read(near, &byte, 1)
    }
    #expect(count == 0)
    #expect(watchdog.cuts == 1)
    #expect(ContinuousClock.now - start >= .milliseconds(200))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("Watchdog: a socket is left alone once its call has come back")
  func leavesAlone() throws {
    let (near, far) = pair()
    defer {
      close(near)
      close(far)
    }
    let watchdog = try Watchdog(limit: .milliseconds(20))
    watchdog.guarding(near) {}
    // Waits for the other end to be closed, which must not come.
    var waiter = PollWaiter()
    let isCut = waiter.wait(for: far, .readable, until: .now + .milliseconds(200))
    #expect(!isCut)
    #expect(watchdog.cuts == 0)
  }

  @Test("Watchdog: what a guarded call throws comes through, and the guard ends")
  func throwing() throws {
    struct Fault: Error {}
    let watchdog = try Watchdog(limit: .seconds(1))
    #expect(throws: Fault.self) {
      try watchdog.guarding(-1) { () throws(Fault) in throw Fault() }
    }
  }
}
