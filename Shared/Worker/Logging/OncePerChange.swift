/// Remembers what was said last, so that a lane says a state when it changes and not at every try.
public struct OncePerChange<State: Equatable> {
  private var last: State?

  /// Nothing has been said.
  public init() {}

  /// Whether this state is another one than was said last; from now on it is the last.
  public mutating func isNew(_ state: State) -> Bool {
    guard state != last else { return false }
    last = state
    return true
  }
}

extension OncePerChange: Sendable where State: Sendable {}
