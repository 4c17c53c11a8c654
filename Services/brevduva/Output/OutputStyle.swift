import Domain

/// Style in which one of the streams is printed.
struct OutputStyle: Sendable {
  /// `true` if someone reads it; a pipe or a file gets the same words without colour and small
  /// talk.
  let isTerminal: Bool
  /// `true` if colours are shown: on a terminal only, and not with `NO_COLOR`.
  let hasColour: Bool
  /// The time that relative times count from.
  let now: Timestamp

  /// Describes a style.
  init(isTerminal: Bool, hasColour: Bool, now: Timestamp) {
    self.isTerminal = isTerminal
    self.hasColour = hasColour && isTerminal
    self.now = now
  }

  /// The style of one of this process's streams.
  ///
  /// - Source: <https://no-color.org>: any value that is not empty turns colours off.
  init(isTerminal: Bool, environment: [String: String], now: Timestamp) {
    self.init(
      isTerminal: isTerminal,
      hasColour: environment["NO_COLOR", default: ""].isEmpty
        && environment["TERM", default: "dumb"] != "dumb",
      now: now)
  }

  /// The same style at another time.
  func at(_ now: Timestamp) -> OutputStyle {
    OutputStyle(isTerminal: isTerminal, hasColour: hasColour, now: now)
  }
}

/// Style of a piece of text: a colour on a terminal that wants one, nothing elsewhere.
enum TextStyle: Hashable, Sendable {
  /// Text as it is.
  case plain
  /// A heading.
  case strong
  /// Text beside the point: ids, times.
  case faint
  /// Something right.
  case good
  /// Something that wants a look.
  case warning
  /// Something wrong.
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
  /// The text in a style, where colours are shown.
  func styled(_ style: TextStyle, in output: OutputStyle) -> String {
    guard output.hasColour, let graphics = style.graphics, !isEmpty else { return self }
    return "\u{1b}[\(graphics)m\(self)\u{1b}[0m"
  }
}
