import Glibc
public import Settings
import Synchronization

/// The failpoint of a process, if a test has set one; shared by all lanes.
public final class Failpoints: Sendable {
  private let order: FailpointOrder?
  private let passes = Atomic<Int>(0)

  /// Takes an order, or `nil` for a process that fails nowhere.
  public init(_ order: FailpointOrder?) {
    self.order = order
  }

  /// Passes a place; nothing but a comparison unless a test has ordered a failure there.
  ///
  /// - Parameters:
  ///   - point: the place.
  ///   - messageIDs: of the batch in hand; asked for only if the order names a message.
  /// - Throws: ``FailpointFired`` if that is the action.
  public func pass(
    _ point: Failpoint, holding messageIDs: @autoclosure () -> [String] = []
  ) throws(FailpointFired) {
    guard let order, order.point == point else { return }
    if let wanted = order.messageID, !messageIDs().contains(wanted) { return }
    let pass = passes.add(1, ordering: .relaxed).newValue
    if let wanted = order.pass, wanted != pass { return }
    switch order.action {
    case .exit:
      kill(getpid(), SIGKILL)
      standStill()
    case .abort: abort()
    case .hang: standStill()
    case .pause(let milliseconds): usleep(useconds_t(milliseconds) * 1000)
    case .throw: throw FailpointFired(point: point)
    }
  }

  /// Passes a place from which nothing can be thrown: there `throw` does nothing.
  func passOutside(_ point: Failpoint) {
    do { try pass(point) } catch {}
  }

  private func standStill() -> Never {
    while true { pause() }
  }
}

/// A failpoint of which the action is `throw` was passed.
public struct FailpointFired: Error, Hashable, Sendable {
  /// Place at which it fired.
  public let point: Failpoint
}
