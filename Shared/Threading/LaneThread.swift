import Glibc

/// One thread of the operating system with a stack of its own size, for code that blocks.
///
/// What is used by the thread alone, such as connections, is made inside its body and stays there.
public struct LaneThread: ~Copyable {
  private let thread: pthread_t

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: shown by `ps -L` and debuggers, 15 bytes of it.
  ///   - stackSize: 8 MB unless there is a reason; less would let deep input crash a C library.
  ///   - body: runs on the thread, once.
  /// - Throws: ``ThreadingError/thread(_:)`` if the system gives no thread.
  public init(
    name: String, stackSize: Int = 8 << 20, _ body: @escaping @Sendable () -> Void
  ) throws(ThreadingError) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    let work = unsafe Unmanaged.passRetained(Work(name: name, body: body))
    var thread = pthread_t()
    let refusal = unsafe pthread_create(
      &thread, &attributes,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().run()
        return nil
      }, work.toOpaque())
    guard refusal == 0 else {
      unsafe work.release()
      throw .thread(refusal)
    }
    self.thread = thread
  }

  deinit {
    pthread_detach(thread)
  }

  /// Waits until the body has ended.
  ///
  /// A thread that is never joined runs on by itself.
  public consuming func join() {
    pthread_join(thread, nil)
    discard self
  }
}

/// Refusal of the system to give something; the number is `errno`.
public enum ThreadingError: Error, Equatable, Sendable {
  /// No thread.
  case thread(Int32)
  /// No pipe: too many files are open.
  case pipe(Int32)
}

/// Work that a thread is handed over.
private final class Work: Sendable {
  private let name: String
  private let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  func run() {
    nameThread()
    body()
  }

  /// The C library's own function for this is not in Swift's module.
  private func nameThread() {
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    let bytes = Array(name.utf8.prefix(15))
    _ = unsafe write(file, bytes, bytes.count)
    close(file)
  }
}
