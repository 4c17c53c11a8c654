import Glibc

/// Runs a body that blocks on a thread of its own, and waits for it without holding a thread of
/// Swift's pool.
///
/// - Parameters:
///   - name: seen in `top` and `gdb`; 15 octets of it.
///   - body: what runs there.
/// - Returns: what the body returns.
package func onOwnThread<Result: Sendable>(
  named name: String, _ body: @escaping @Sendable () -> Result
) async -> Result {
  await withCheckedContinuation { continuation in
    OwnThread.start(named: name) { continuation.resume(returning: body()) }
  }
}

/// A thread that nobody joins: its body says itself when it is done.
private enum OwnThread {
  private final class Work: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  static let stack = 8 << 20

  static func start(named name: String, _ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stack)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let work = Unmanaged.passRetained(Work(name, body))
    var thread = pthread_t()
    let answer = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
        OwnThread.name(work.name)
        work.body()
        return nil
      }, work.toOpaque())
    precondition(answer == 0, "The system gives no thread: \(systemReason(answer))")
  }

  /// Without C's `pthread_setname_np`, which Swift does not see.
  private static func name(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    var octets = Array(name.utf8.prefix(15))
    _ = write(file, &octets, octets.count)
    close(file)
  }
}
