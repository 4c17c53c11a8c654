import POSIX
import Synchronization
import Testing
import Threading

@Suite struct LaneThreadTests {
  @Test("LaneThread: runs its body on a thread of its own name, and join waits for its end")
  func nameAndJoin() throws {
    let seen = Mutex("")
    let thread = try LaneThread(name: "lane-0123456789-too-long") {
      let name = try? Descriptor.opening("/proc/thread-self/comm").readAll(limit: 32)
      seen.withLock { $0 = String(decoding: name ?? [], as: UTF8.self) }
    }
    thread.join()
    #expect(seen.withLock { $0 } == "lane-0123456789\n")
  }

  @Test("LaneThread: has the stack that was asked for")
  func stack() throws {
    let sum = Atomic(0)
    let thread = try LaneThread(name: "deep") {
      // 6 MB of a stack of 8, which glibc's threads have from `ulimit -s` only by chance.
      var bytes = InlineArray<6_291_456, UInt8>(repeating: 0)
      for page in stride(from: 0, to: bytes.count, by: 4096) { bytes[page] = 1 }
      sum.store(Int(bytes[0]), ordering: .relaxed)
    }
    thread.join()
    #expect(sum.load(ordering: .relaxed) == 1)
  }

  @Test("LaneThread: what the body holds is let go at its end")
  func release() throws {
    final class Probe: Sendable {}
    weak var probe: Probe?
    do {
      let held = Probe()
      probe = held
      let thread = try LaneThread(name: "probe") { withExtendedLifetime(held) {} }
      thread.join()
    }
    #expect(probe == nil)
  }
}
