extension DecidedEnding {
  /// The inbox's word for it.
  var ending: Ending {
    switch self {
    case .applied: .applied
    case .alreadyApplied: .alreadyApplied
    case .refused: .refused
    case .parked: .parked
    }
  }

  /// Why, for a message that was refused or parked.
  var code: String? {
    switch self {
    case .applied, .alreadyApplied: nil
    case .refused(let code, _): code
    case .parked(let parked): parked.code
    }
  }
}
