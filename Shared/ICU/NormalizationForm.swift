internal import CICU

/// Normalization form of Unicode (UAX #15).
public enum NormalizationForm: Sendable {
  /// NFC: a letter and its accents as one.
  case composed
  /// NFD: letters apart from their accents.
  case decomposed
}

extension String {
  /// Brings the text into a normalization form.
  public func normalized(to form: NormalizationForm) -> String {
    let code = form == .composed ? CICU_COMPOSED : CICU_DECOMPOSED
    return unsafe converted(self, capacity: 3 * utf8.count) { source, count, target, capacity in
      unsafe cicu_normalize(Int32(code), source, count, target, capacity)
    }
  }
}
