/// A mail as it arrives: a note, or something that makes none (M6).
public enum NoteMessage: Hashable, Sendable {
  /// A mail between people.
  case note(Note)
  /// An automatic reply, list mail or a bounce, counted as that.
  case none(NoteTally)
}

/// What became of a mail, as it is counted; the raw value is the metric's.
public enum NoteTally: String, CaseIterable, Hashable, Sendable {
  /// It was filed on somebody.
  case matched
  /// It waits for a steward.
  case unmatched
  /// It was kept before: another copy of it has come.
  case repeated
  /// An automatic reply, or anything else that a program wrote.
  case automatic
  /// A message of a mailing list or of a mailing.
  case list
  /// A report of mail that did not arrive.
  case bounce
}
