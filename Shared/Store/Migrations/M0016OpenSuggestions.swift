extension Migration {
  /// Open suggestions that an import's undo asks for, by their profile (P10): no statistics make another index look as
  /// good.
  static let m0016OpenSuggestions = Migration(
    number: 16, name: "openSuggestions", usableFrom: 14,
    sql: """
      CREATE INDEX suggestion_open_former ON suggestion (profile_id)
        WHERE state = 0 AND kind = 'previouslyRemoved';
      """)
}
