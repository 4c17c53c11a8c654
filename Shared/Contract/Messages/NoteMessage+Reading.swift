public import Domain
import Formats
import Hashing

extension NoteMessage: IncomingMessage {
  /// Reads a mail: who stands in it, what it says, and whether it makes a note at all (M6).
  public static func read(_ envelope: Envelope) throws(Fault) -> NoteMessage {
    let mail = NoteMail(MailMessage(envelope.data))
    guard mail.hasHeader else {
      throw Fault(
        .missingField, detail: "The text begins with none of the fields that a mail has.")
    }
    switch mail.kind {
    case .personal: return .note(Note(mail))
    case .automatic: return .none(.automatic)
    case .list: return .none(.list)
    case .bounce: return .none(.bounce)
    }
  }
}

extension Note {
  fileprivate init(_ mail: NoteMail) {
    let fields: [(Role, [Mailbox])] = [(.from, mail.from), (.to, mail.to), (.cc, mail.cc)]
    self.init(
      mail: mail.messageID.map(MailHash.init(messageID:)),
      participants: fields.flatMap { role, mailboxes in
        mailboxes.map { Participant(role, $0) }
      },
      writtenAt: mail.date.map { Timestamp(microseconds: $0) }, subject: mail.subject,
      text: mail.text, isCut: mail.isCut,
      attachments: mail.attachments.map { Attachment(name: $0.name, type: $0.type, size: $0.size) },
      forwardedFrom: mail.forwardedSender.flatMap { EmailAddress(ifSound: $0) })
  }
}

extension Note.Participant {
  fileprivate init(_ role: Note.Role, _ mailbox: Mailbox) {
    self.init(
      role, mailbox.address, key: EmailAddress(ifSound: mailbox.address)?.key, name: mailbox.name)
  }
}

extension EmailAddress {
  /// Reads an address that may be one of the book; `nil` where I3 refuses it.
  fileprivate init?(ifSound text: String) {
    guard let address = try? EmailAddress(known: text) else { return nil }  // it matches nobody
    self = address
  }
}

extension MailHash {
  /// Hashes a Message-ID, without its brackets.
  fileprivate init(messageID: String) {
    let bare = messageID.drop { $0 == "<" }.prefix { $0 != ">" }
    let hash = SHA256.hash(Array(bare.utf8))
    self.init(value: hash.prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
  }
}
