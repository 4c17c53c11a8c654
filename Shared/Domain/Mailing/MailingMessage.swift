/// Message about a mailing: what is asked for, the next chunk of it, or its end.
///
/// A chunk does not say what it touches: a service completes it by what it reads, before it is decided.
public enum MailingMessage: Sendable {
  /// It is to be sent; with the SHA-256 of what was asked for.
  case send(Mailing, hash: [UInt8])
  /// Something that can be read, and that the rules forbid whatever the book says.
  case forbidden(Refusal)
  /// It is to be stopped.
  case cancel(MailingID)
  /// The next profiles of the audience, those behind one; `nil` for the first.
  case prepareChunk(MailingID, after: ProfileID?)
  /// Profiles of the audience that were read; `nil` where there is no such mailing any more.
  case preparing(PreparationChunk?)
  /// The next recipients whose turn comes, those behind one; `nil` for the first.
  case handOverChunk(MailingID, after: ProfileID?)
  /// Recipients that were read; `nil` where there is no such mailing any more.
  case handingOver(HandOverChunk?)
}

/// Profiles of an audience, to be chosen from (R1, R2).
public struct PreparationChunk: Sendable {
  /// The mailing.
  public let mailing: StoredMailing
  /// The last profile of the chunk before.
  public let after: ProfileID?
  /// The next ones in the order of their ids.
  public let members: [AudienceMember]
  /// `true` if no others come after them.
  public let isLast: Bool

  /// Describes a chunk.
  public init(
    of mailing: StoredMailing, after: ProfileID?, members: [AudienceMember], isLast: Bool
  ) {
    self.mailing = mailing
    self.after = after
    self.members = members
    self.isLast = isLast
  }
}

/// Recipients whose turn has come, to be handed over if their state still allows it (R3).
public struct HandOverChunk: Sendable {
  /// The mailing.
  public let mailing: StoredMailing
  /// The last profile of the chunk before.
  public let after: ProfileID?
  /// The next ones in the order of their ids.
  public let recipients: [WaitingRecipient]
  /// `true` if no others come after them.
  public let isLast: Bool
  /// Reads the texts as they are when the chunk is decided; gives `nil` if they cannot be filled in any more, since a
  /// purge has cut into them.
  public let compile: @Sendable (MailText) -> (any MailTemplates)?

  /// Describes a chunk.
  public init(
    of mailing: StoredMailing, after: ProfileID?, recipients: [WaitingRecipient], isLast: Bool,
    compile: @escaping @Sendable (MailText) -> (any MailTemplates)?
  ) {
    self.mailing = mailing
    self.after = after
    self.recipients = recipients
    self.isLast = isLast
    self.compile = compile
  }
}
