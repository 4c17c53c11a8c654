/// Fault for which a text cannot be filled in.
public enum TemplateFault: Error, Hashable, Sendable {
  /// It names a field that there is not.
  case unknownField
  /// A tag is broken, has no match, or is of a kind that is not read.
  case badTag
  /// It has more tags than ``TagScanner/limit``.
  case tooManyTags
}
