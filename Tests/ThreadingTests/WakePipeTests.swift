import Testing
import Threading

@Suite struct WakePipeTests {
  @Test("WakePipe: a wake from another thread ends the wait, and draining forgets all of them")
  func wakes() throws {
    let pipe = try WakePipe()
    let thread = try LaneThread(name: "waker") {
      for _ in 0..<100_000 { pipe.wake() }  // more than a pipe holds: never blocks
    }
    var waiter = PollWaiter()
    let isWoken = waiter.wait(for: pipe.descriptor, .readable, until: .now + .seconds(10))
    #expect(isWoken)
    thread.join()
    pipe.drain()
    let isStill = waiter.wait(for: pipe.descriptor, .readable, until: .now)
    #expect(!isStill)
    pipe.wake()
    let again = waiter.wait(for: pipe.descriptor, .readable, until: .now + .seconds(10))
    #expect(again)
  }
}
