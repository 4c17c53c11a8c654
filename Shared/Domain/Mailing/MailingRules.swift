/// Rules of mailings: one is prepared in chunks and handed over in chunks, each of which commits its
/// recipients, their counts and the message for the next one (R1–R4).
public struct MailingRules: MessageDecider {
  /// The type of the message for a chunk of the audience.
  public static let prepareType = "mailing.prepareChunk"
  /// The type of the message for a chunk of recipients.
  public static let handOverType = "mailing.handOverChunk"

  /// The places that messages name.
  public let links: MailLinks

  /// Makes the rules.
  public init(links: MailLinks) {
    self.links = links
  }

  /// Touches the mailing, and the profiles of a chunk, with all that are one with them: who is handed over
  /// must not change until that is committed (R3).
  public func touch(_ message: MailingMessage) -> Touch {
    switch message {
    case .send(let mailing, _): Touch(mailings: [mailing.id])
    case .cancel(let id): Touch(mailings: [id])
    case .preparing(let chunk?):
      Touch(mailing: chunk.mailing.id, chunk.members.lazy.map(\.profile))
    case .handingOver(let chunk?):
      Touch(mailing: chunk.mailing.id, chunk.recipients.lazy.map(\.profile))
    case .forbidden, .prepareChunk, .handOverChunk, .preparing(nil), .handingOver(nil): Touch()
    }
  }

  /// Begins a mailing, decides a chunk of it, or stops it.
  public func decide(
    _ message: MailingMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message {
    case .prepareChunk, .handOverChunk:
      preconditionFailure("a chunk that was not read before it is decided")
    case .send(let mailing, let hash): book.begin(mailing, hash: hash, cause: cause)
    case .forbidden(let refusal): .refused(refusal)
    case .cancel(let id): book.cancel(id)
    case .preparing(nil), .handingOver(nil): .alreadyApplied
    case .preparing(let chunk?): book.prepare(chunk, cause: cause)
    case .handingOver(let chunk?): book.handOver(chunk, links: links, cause: cause)
    }
  }
}

extension Touch {
  /// Profiles of a chunk of a mailing.
  init(mailing id: MailingID, _ profiles: some Sequence<ProfileID>) {
    self.init(
      profiles: Dictionary(profiles.map { ($0, .changing) }, uniquingKeysWith: max),
      mailings: [id])
  }
}
