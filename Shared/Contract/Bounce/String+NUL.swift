extension String {
  /// The text with U+FFFD for each NUL, which PostgreSQL's text and jsonb do not hold.
  var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    return String(unicodeScalars.map { $0 == "\0" ? "\u{fffd}" : Character($0) })
  }
}
