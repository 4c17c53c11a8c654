/// The languages of what a person outside is given to read.
package enum Language: String, CaseIterable, Sendable {
  /// Swedish.
  case sv
  /// English.
  case en

  /// The words, for help.
  package static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Chooses between the two.
  func say(_ swedish: String, _ english: String) -> String {
    switch self {
    case .sv: swedish
    case .en: english
    }
  }
}
