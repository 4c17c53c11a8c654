import Contract
import Domain
import Settings
import Templates
import Worker
import WorkerDefinitions

/// Mailings, in chunks: each commits its recipients, their counts and the message for the next one; first all of
/// the audience are chosen from, then each is handed over as the person stands at that moment (R1–R4).
struct MailingWorker: WorkerService {
  /// Octets of texts that one chunk hands over at the most, so that they fit into memory.
  private static let octetLimit = 4 << 20

  static var definition: WorkerDefinition { .mailingWorker }

  let rules: MailingRules
  private let chunkSize: Int

  /// Reads where answers go, and how many recipients make a chunk.
  init?(_ settings: inout SettingsReader) {
    let url = settings.read(WorkerDefinition.unsubscribeURL)
    let domain = settings.read(WorkerDefinition.returnPathDomain)
    let size = settings.read(WorkerDefinition.mailingChunk)
    guard let url, let domain, let size else { return nil }
    rules = MailingRules(links: MailLinks(unsubscribeURL: url, returnPathDomain: domain))
    chunkSize = size
  }

  func needsPreparation(_ message: MailingMessage) -> Bool {
    switch message {
    case .prepareChunk, .handOverChunk: true
    case .send, .forbidden, .cancel, .preparing, .handingOver: false
    }
  }

  func prepare(
    _ message: MailingMessage, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> MailingMessage {
    switch message {
    case .prepareChunk(let id, let last):
      guard let mailing = try book.mailing(id) else { return .preparing(nil) }
      let members = try book.audience(of: id, after: last, limit: chunkSize)
      return .preparing(
        PreparationChunk(
          of: mailing, after: last, members: members, isLast: members.count < chunkSize))
    case .handOverChunk(let id, let last):
      guard let mailing = try book.mailing(id) else { return .handingOver(nil) }
      let size = max(1, min(chunkSize, Self.octetLimit / max(1, mailing.textSize)))
      let recipients = try book.waitingRecipients(of: id, after: last, limit: size)
      return .handingOver(
        HandOverChunk(
          of: mailing, after: last, recipients: recipients, isLast: recipients.count < size,
          compile: { CompiledTemplates($0) }))
    case .send, .forbidden, .cancel, .preparing, .handingOver: return message
    }
  }

  /// Begins the hand-over of a mailing that was prepared and is to be sent now (R3).
  func beginDue(in book: inout some DueWork & ~Copyable) throws(ReadFailure) {
    try book.beginDueMailing()
  }
}
