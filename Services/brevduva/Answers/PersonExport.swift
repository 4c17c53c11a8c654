package import Domain
package import Store

/// All that is held of one person, with where it came from (E3).
package struct PersonExport: Answer {
  /// How it is printed.
  package enum Format: String, CaseIterable, Sendable {
    /// For a person to read.
    case text
    /// For a program.
    case json

    /// The words, for help.
    package static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
  }

  let person: PersonRecord
  let moment: Timestamp
  let language: Language
  private let format: Format

  /// Prepares an export.
  ///
  /// - Parameters:
  ///   - person: with at least the kept profile.
  ///   - moment: when it was read.
  ///   - format: what is printed unless JSON is asked for.
  ///   - language: that of the text.
  package init(
    _ person: PersonRecord, at moment: Timestamp, format: Format = .text, language: Language = .sv
  ) {
    self.person = person
    self.moment = moment
    self.format = format
    self.language = language
  }

  package func text(asJSON: Bool, on surface: Surface) -> [UInt8] {
    standardText(asJSON: asJSON || format == .json, on: surface)
  }

  package func lines(on surface: Surface) -> [String] {
    Extract(person, at: moment, language: language, on: surface).lines
  }
}
