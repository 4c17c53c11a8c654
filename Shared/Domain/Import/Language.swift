/// A language in which stewards read reports (P7).
public enum Language: String, CaseIterable, Hashable, Sendable {
  /// Swedish.
  case swedish = "sv"
  /// English.
  case english = "en"
}
