/// A note: a mail between people, as it is kept with those who stand in it (M6).
public struct Note: Hashable, Sendable {
  /// Field of a mail that names a mailbox; the raw value is the contract's word.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// Whoever wrote it.
    case from
    /// Whoever it was written to.
    case to
    /// Whoever got a copy.
    case cc
  }

  /// The mail that a note was made of, whatever brought it.
  public enum Mail: Sendable {}

  /// Mailbox that stands in a mail.
  public struct Participant: Hashable, Sendable {
    /// Field in which it stands.
    public let role: Role
    /// Address as it was written.
    public let text: String
    /// Its key; `nil` where I3 refuses the address, and then it matches nobody.
    public let key: AddressKey?
    /// Name beside it; `nil` if there is none.
    public let name: String?

    /// Describes a mailbox.
    public init(_ role: Role, _ text: String, key: AddressKey?, name: String? = nil) {
      self.role = role
      self.text = text
      self.key = key
      self.name = name
    }
  }

  /// File that came with a mail, of which the content is not kept.
  public struct Attachment: Hashable, Sendable {
    /// Name of the file; empty if it has none.
    public let name: String
    /// The announced media type.
    public let type: String
    /// Octets of its content.
    public let size: Int

    /// Describes a file.
    public init(name: String, type: String, size: Int) {
      self.name = name
      self.type = type
      self.size = size
    }
  }

  /// Hash of its Message-ID, by which the same mail is known again; `nil` if it has none.
  public let mail: MailHash?
  /// The mailboxes in the order of `From`, `To` and `Cc`.
  public let participants: [Participant]
  /// Time at which it says to be written; `nil` if it does not say, or before 2000.
  public let writtenAt: Timestamp?
  /// The subject, on one line; may be empty.
  public let subject: String
  /// The text, its lines ended by LF; may be empty.
  public let text: String
  /// `true` if the text was longer.
  public let isCut: Bool
  /// The files that came with it.
  public let attachments: [Attachment]
  /// The address of whoever wrote the mail that this one passes on; `nil` if it is no forward.
  public let forwardedFrom: EmailAddress?

  /// Describes a note.
  public init(
    mail: MailHash? = nil, participants: [Participant], writtenAt: Timestamp? = nil,
    subject: String = "", text: String = "", isCut: Bool = false, attachments: [Attachment] = [],
    forwardedFrom: EmailAddress? = nil
  ) {
    self.mail = mail
    self.participants = participants
    self.writtenAt = writtenAt.flatMap { $0 < .earliestWritten ? nil : $0 }
    self.subject = subject
    self.text = text
    self.isCut = isCut
    self.attachments = attachments
    self.forwardedFrom = forwardedFrom
  }

  /// The time that counts as that of its writing: its own, else that of the message that brought it, else
  /// now; one that lies ahead counts as now.
  ///
  /// - Source: M6.
  func writtenAt(by cause: Cause) -> Timestamp {
    writtenAt?.sound(at: cause.at) ?? cause.sentAt?.sound(at: cause.at) ?? cause.at
  }
}

/// The id of a note.
public typealias NoteID = ID<Note>
/// The first 128 bits of the SHA-256 of a Message-ID.
public typealias MailHash = ID<Note.Mail>
