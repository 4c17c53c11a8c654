/// What a piece of text is to its reader; a colour on a terminal that wants one, nothing elsewhere.
package enum Tone: Hashable, Sendable {
  /// As it is.
  case plain
  /// A heading.
  case strong
  /// Beside the point: ids, times.
  case faint
  /// As it should be.
  case good
  /// Wants a look.
  case warning
  /// Wrong.
  case bad

  /// The parameters of the terminal's SGR sequence; `nil` for none.
  fileprivate var graphics: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    }
  }
}

extension String {
  /// The text in a tone, where the surface shows colours.
  package func inTone(_ tone: Tone, on surface: Surface) -> String {
    guard surface.hasColour, let graphics = tone.graphics, !isEmpty else { return self }
    return "\u{1b}[\(graphics)m\(self)\u{1b}[0m"
  }
}
