import Domain
import Postgres

/// Changes of mailings in a batch, in order; each is of another mailing or of another chunk.
struct MailingWrites {
  fileprivate var changes: [(id: MailingID, change: MailingChange, provenance: Provenance)] = []

  mutating func fold(_ change: MailingChange, of id: MailingID, _ provenance: Provenance) {
    changes.append((id, change, provenance))
  }
}

extension Connection {
  mutating func enqueue(_ writes: MailingWrites) throws(PostgresError) {
    var moved: [MovedRecipient] = []
    for (id, change, provenance) in writes.changes {
      switch change {
      case .begun(let mailing, let hash):
        _ = try enqueue(InsertMailing(mailing: mailing, hash: hash, provenance: provenance))
      case .prepared(let recipients, let progress):
        try enqueue({ InsertRecipients(id: id, recipients: $0) }, ifAny: recipients)
        _ = try enqueue(UpdateMailing(id: id, progress: progress, at: provenance.at))
      case .handedOver(let recipients, let progress):
        try enqueue(
          { DecideRecipients(id: id, recipients: $0, at: provenance.at) }, ifAny: recipients)
        _ = try enqueue(UpdateMailing(id: id, progress: progress, at: provenance.at))
      case .cancelled: _ = try enqueue(CancelMailing(id: id, at: provenance.at))
      case .moved(let old, let new):
        moved.append(MovedRecipient(mailing: id, old: old, new: new))
      }
    }
    try enqueue(DeleteReplacedRecipients.init, ifAny: moved)
    try enqueue(MoveRecipients.init, ifAny: moved)
  }
}
