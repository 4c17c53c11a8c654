import Phrases

/// Step of a delivery at which a server refused, as far as the report tells.
///
/// It corrects the words: who was refused before a recipient was named was not refused for the recipient,
/// and a server that takes a recipient and then, having read the message, knows no such user is speaking
/// of the message, unless it says so by an enhanced code.
struct AnswerStage {
  private enum Step: Int {
    case recipientAfterAll, message, recipient, sender, greeting, connection
  }

  private let evidence: DeliveryEvidence

  private static let phrases = PhraseSet([
    // Several commands were sent at once; the refusal is that of the recipient.
    ["need rcpt", "no valid recipients", "valid rcpt"],
    [
      "end of data", "final data", "sent the message", "talking to data", "text command",
      "message data", "data command", "after data",
    ],
    ["rcpt to", "rcpt command", "like recipient", "rcpt"],
    ["mail from command", "after|to mail from", "sender was rejected", "mail command"],
    ["my name was rejected", "ehlo command", "helo command", "after ehlo|helo"],
    ["initial connection", "talk to me", "initial greeting", "connection greeting"],
  ])

  init(_ evidence: DeliveryEvidence) {
    self.evidence = evidence
  }

  /// The step that the first passage names that names one.
  private var step: Step? {
    for passage in evidence.passages {
      if let match = Self.phrases.first(in: passage.text) { return Step(rawValue: match.row) }
    }
    return nil
  }

  /// The row that decides in place of the one whose words were found.
  func judged(_ row: VerdictRow, _ passage: DeliveryEvidence.Passage?) -> VerdictRow {
    let isBare = row.name == "unknown-user-bare" || row.name == "either"
    // qmail gives up at a greeting that was refused, and says so.
    let hasGivenUp = step == .greeting && row.reason == .expired
    guard isBare || hasGivenUp || row.reason.speaksOfMailbox || row.reason == .domainUnknown else {
      return row
    }
    switch step {
    case .sender: return .refusedSender
    case .greeting: return .refusedName
    case .connection: return .refusedConnection
    case .message:
      let hasStatus = passage?.codes.contains { $0.status != nil } ?? false
      return isBare && !hasStatus ? .refusedMessage : row
    case .recipient, .recipientAfterAll, nil: return row
    }
  }
}

extension BounceReason {
  /// Tells whether it says that the mailbox is not there; a domain may take no mail at any step.
  fileprivate var speaksOfMailbox: Bool {
    switch self {
    case .mailboxUnknown, .mailboxDisabled, .mailboxMoved, .addressSyntax, .doorClosed: true
    case .domainUnknown, .domainTakesNoMail, .mailboxFull, .expired, .unreachable, .busy,
      .recipientRate, .senderAddress, .authentication, .reverseName, .reputation, .senderRate,
      .transportSecurity, .spam, .content, .size, .relaying, .policy, .protocolError,
      .ownerChanged, .suppressed, .loop, .systemFault, .unclear:
      false
    }
  }
}

extension VerdictRow {
  fileprivate static let refusedSender = VerdictRow.words(
    "refused-at-sender", .senderAddress, "RFC 5321 3.3: refused before a recipient was named", [])
  fileprivate static let refusedName = VerdictRow.words(
    "refused-at-greeting", .reverseName,
    "RFC 5321 4.1.1.1: the name of the sending server was refused", [])
  fileprivate static let refusedConnection = VerdictRow.words(
    "refused-at-connection", .unclear, "RFC 5321 3.1: refused before a recipient was named", [])
  fileprivate static let refusedMessage = VerdictRow.words(
    "refused-after-data", .policy,
    "NTT docomo, KDDI au: refused by the receiver's filter after DATA", [])
}
