/// Runs a body that blocks on a thread of its own, and waits for it without holding a thread of
/// Swift's pool.
///
/// - Parameters:
///   - name: seen in `top` and `gdb`; 15 octets of it.
///   - body: what runs there.
/// - Returns: what the body returns.
public func onOwnThread<Result: Sendable>(
  named name: String, _ body: @escaping @Sendable () -> Result
) async -> Result {
  await withCheckedContinuation { continuation in
    do throws(ThreadingError) {
      _ = try LaneThread(name: name) { continuation.resume(returning: body()) }
    } catch {
      preconditionFailure("The system gives no thread: \(error)")
    }
  }
}
