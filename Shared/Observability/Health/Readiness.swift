import Formats
import Synchronization

/// Readiness of the worker: lanes report to it, the HTTP listener asks it.
public final class Readiness: Sendable {
  private struct State {
    var lanes: [LaneStatus]
    var isDraining = false
  }

  private let state: Mutex<State>

  /// A worker of so many lanes, none of which has reached anything.
  public init(lanes: Int) {
    state = Mutex(State(lanes: [LaneStatus](repeating: LaneStatus(), count: lanes)))
  }

  /// Changes what is known of a lane.
  ///
  /// - Parameters:
  ///   - lane: its number, from 0.
  ///   - change: quick, since the others wait for it.
  public func update(_ lane: Int, _ change: (inout LaneStatus) -> Void) {
    state.withLock { change(&$0.lanes[lane]) }
  }

  /// From now on nothing is taken any more, so the worker is not ready.
  public func drain() {
    state.withLock { $0.isDraining = true }
  }

  /// `true` if each lane is subscribed with both servers reached, not blocked, and not draining.
  public var isReady: Bool {
    state.withLock { !$0.isDraining && $0.lanes.allSatisfy(\.obstacles.isEmpty) }
  }

  /// For how long the oldest delivery has been held that no lane has acknowledged; zero if there is
  /// none.
  public func longestHeld(at now: ContinuousClock.Instant) -> Duration {
    let oldest = state.withLock { $0.lanes.compactMap(\.heldSince).min() }
    return oldest.map { max(.zero, now - $0) } ?? .zero
  }

  /// The answer in words: `ready`, or a line for each lane that is not, with the reason.
  public var report: String {
    let state = state.withLock { $0 }
    var lines = state.isDraining ? ["draining"] : []
    for (number, lane) in state.lanes.enumerated() where !lane.obstacles.isEmpty {
      let reason = lane.reason.map { ": \(Escape.controls(in: $0))" } ?? ""
      lines.append("lane \(number): \(lane.obstacles.joined(separator: ", "))\(reason)")
    }
    return (lines.isEmpty ? ["ready"] : lines).joined(separator: "\n") + "\n"
  }
}
