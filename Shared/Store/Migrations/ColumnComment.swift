/// The comment of a column: what it holds, whether that is personal, and when it is erased.
public struct ColumnComment: Hashable, Sendable {
  /// Erasure of a column's content, in the words that each comment has one of.
  public enum Erasure: String, CaseIterable, Sendable {
    /// It is not personal.
    case never = "not personal"
    /// Erased when the person is purged (L2).
    case onPurge = "personal: erase on purge"
    /// Erased when the person dies (L1), and when they are purged.
    case onDeath = "personal: erase on deceased"
  }

  /// Content of the column: the comment without these words.
  public let meaning: String
  /// Erasure of the content; `nil` if the comment does not say.
  public let erasure: Erasure?

  /// Reads a comment.
  init(_ text: String) {
    erasure = Erasure.allCases.first { text.contains($0.rawValue) }
    guard let erasure else {
      meaning = text
      return
    }
    let parts = text.split(separator: erasure.rawValue, maxSplits: 1).map(Self.trimmed)
    meaning = parts.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// Trims spaces, stops and colons at both ends.
  private static func trimmed(_ text: Substring) -> String {
    let isEdge = { (character: Character) in " .:;".contains(character) }
    return String(text.drop(while: isEdge).reversed().drop(while: isEdge).reversed())
  }
}
