package import Domain
package import POSIX

/// What an answer is printed on.
package struct Surface: Sendable {
  /// Whether someone reads it; a pipe or a file gets the same words without colour and small talk.
  package let isTerminal: Bool
  /// Whether colours are shown: on a terminal only, and not with `NO_COLOR`.
  package let hasColour: Bool
  /// The time that relative times count from.
  package let now: Timestamp

  /// Describes a surface.
  package init(isTerminal: Bool, hasColour: Bool, now: Timestamp) {
    self.isTerminal = isTerminal
    self.hasColour = hasColour && isTerminal
    self.now = now
  }

  /// The same surface at another time.
  package func at(_ now: Timestamp) -> Surface {
    Surface(isTerminal: isTerminal, hasColour: hasColour, now: now)
  }

  /// The surface behind a descriptor of this process.
  ///
  /// - Source: <https://no-color.org>: any value that is not empty turns colours off.
  package init(_ descriptor: Descriptor, environment: [String: String], now: Timestamp) {
    let isTerminal = descriptor.isTerminal
    self.init(
      isTerminal: isTerminal,
      hasColour: environment["NO_COLOR", default: ""].isEmpty
        && environment["TERM", default: "dumb"] != "dumb",
      now: now)
  }
}
