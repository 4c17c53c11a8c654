import Synchronization

/// The word to stop, given once and never taken back: lanes poll it, and have themselves woken.
public final class ShutdownSignal: Sendable {
  /// Names a wake-up that can be taken back.
  public struct Token: Hashable, Sendable {
    fileprivate let number: Int
  }

  private struct Wakers {
    var next = 0
    var all: [Token: @Sendable () -> Void] = [:]
  }

  private let requested = Atomic<Bool>(false)
  private let wakers = Mutex(Wakers())

  /// Nobody has asked for anything yet.
  public init() {}

  /// `true` if a stop was asked for; a load without a lock.
  public var isRequested: Bool { requested.load(ordering: .acquiring) }

  /// Asks for a stop and wakes everybody up; the second time does nothing.
  public func request() {
    let all = wakers.withLock { wakers in
      requested.store(true, ordering: .releasing)
      defer { wakers.all = [:] }
      return wakers.all
    }
    for waker in all.values { waker() }
  }

  /// Has a closure called once a stop is asked for, at once if it was already.
  ///
  /// - Parameter wake: called on the thread of whoever asks; it must be quick and may only touch
  ///   what lives as long as itself, for example a pipe that it holds.
  /// - Returns: what ``forget(_:)`` takes.
  @discardableResult
  public func onRequest(_ wake: @escaping @Sendable () -> Void) -> Token {
    let (token, isLate) = wakers.withLock { wakers in
      let token = Token(number: wakers.next)
      wakers.next += 1
      let isLate = isRequested
      if !isLate { wakers.all[token] = wake }
      return (token, isLate)
    }
    if isLate { wake() }
    return token
  }

  /// Takes a wake-up back; it may be running on another thread just now.
  public func forget(_ token: Token) {
    wakers.withLock { $0.all[token] = nil }
  }
}
