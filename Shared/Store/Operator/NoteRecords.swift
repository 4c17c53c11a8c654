public import Domain

/// A note on a profile, by what it is about.
public struct NoteSummary: Hashable, Sendable {
  /// Its id.
  public let id: NoteID
  /// The subject; may be empty.
  public let subject: String
  /// Time at which it was written, as far as that is to be believed.
  public let at: Timestamp
}

/// A note with all that is kept of it, for the person to read.
public struct NoteRecord: Hashable, Sendable {
  /// What it is about.
  public let summary: NoteSummary
  /// Time at which it was recorded.
  public let receivedAt: Timestamp
  /// The message that brought it.
  public let message: MessageReference
  /// The person's addresses that it matched; none where a steward filed it.
  public let matched: [AddressKey]
  /// Words of the mail; `nil` if somebody who is hidden stands in it too (L8).
  public let content: Content?

  /// Words of a mail.
  public struct Content: Hashable, Sendable {
    /// Who wrote it, to whom, with copies to whom.
    public let participants: [Note.Participant]
    /// The text.
    public let text: String
    /// `true` if the text was longer.
    public let isCut: Bool
    /// The files that came with it.
    public let attachments: [Note.Attachment]
    /// Who wrote what it passes on.
    public let forwardedFrom: String?
  }
}

/// A note that waits for a steward (M6).
public struct UnmatchedNoteRecord: Hashable, Sendable {
  /// What it is about; without a subject if somebody who is hidden stands in it by now (L8).
  public let summary: NoteSummary
  /// Who wrote it; none then either.
  public let from: [String]
  /// Who wrote what it passes on; `nil` then either.
  public let forwardedFrom: String?
}
