import Glibc
import Synchronization
import Testing
import Threading

@Suite struct LaneThreadTests {
  @Test("LaneThread: runs its body on a thread of its own name, and join waits for its end")
  func nameAndJoin() throws {
    let seen = Mutex("")
    let thread = try LaneThread(name: "lane-0123456789-too-long") {
      var bytes = [UInt8](repeating: 0, count: 32)
      let file = open("/proc/thread-self/comm", O_RDONLY)
      let count = read(file, &bytes, bytes.count)
      close(file)
      seen.withLock { $0 = String(decoding: bytes.prefix(max(0, count - 1)), as: UTF8.self) }
    }
    thread.join()
    #expect(seen.withLock { $0 } == "lane-0123456789")
  }

  @Test("LaneThread: has the stack that was asked for")
  func stack() throws {
    let sum = Atomic(0)
    let thread = try LaneThread(name: "deep") {
      // 6 MB of a stack of 8, which glibc's threads have from `ulimit -s` only by chance.
      withUnsafeTemporaryAllocation(byteCount: 6 << 20, alignment: 16) { bytes in
        for page in stride(from: 0, to: bytes.count, by: 4096) { bytes[page] = 1 }
        sum.store(Int(bytes[0]), ordering: .relaxed)
      }
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
