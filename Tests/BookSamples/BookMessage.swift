public import Domain

/// A message that changes a book: a command, a registration, or a mail.
public enum BookMessage: Hashable, Sendable {
  /// A steward's.
  case command(CommandMessage)
  /// A form's.
  case registration(Registration)
  /// A mail that makes a note.
  case note(Note)
}

/// The rules of all workers in one, so that a test can mix their messages.
public struct BookRules: MessageDecider {
  private let life: LifeRules
  private let matching: MatchingRules
  private let notes: NoteRules

  /// The rules where nothing else is configured.
  public init(
    life: LifeRules = .standard, matching: MatchingRules = .standard, notes: NoteRules = .standard
  ) {
    self.life = life
    self.matching = matching
    self.notes = notes
  }

  /// Touches what the rules of its worker touch.
  public func touch(_ message: BookMessage) -> Touch {
    switch message {
    case .command(let command): life.touch(command)
    case .registration(let registration): matching.touch(registration)
    case .note(let note): notes.touch(.note(note))
    }
  }

  /// Decides as the rules of its worker do.
  public func decide(
    _ message: BookMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message {
    case .command(let command): life.decide(command, in: &book, cause: cause)
    case .registration(let registration): matching.decide(registration, in: &book, cause: cause)
    case .note(let note): notes.decide(.note(note), in: &book, cause: cause)
    }
  }
}
