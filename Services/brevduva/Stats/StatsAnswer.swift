package import Formats

/// What `stats` answers with: one look, or nothing more after all that a watch has shown.
package enum StatsAnswer: Answer {
  /// One look.
  case look(StandingSheet)
  /// A watch that was ended.
  case watched

  package func write(to json: inout JSONWriter) {
    if case .look(let sheet) = self { sheet.write(to: &json) }
  }

  package func lines(on surface: Surface) -> [String] {
    if case .look(let sheet) = self { sheet.lines(on: surface) } else { [] }
  }

  package func text(asJSON: Bool, on surface: Surface) -> [UInt8] {
    switch self {
    case .look: standardText(asJSON: asJSON, on: surface)
    case .watched: []
    }
  }
}
